"""Which jobs, stacks and files of a repository one run is about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from dativo_gen.model.job import JobKey

TARGETS = ("terraform", "jobs")
"""The top folders of the tree that this version writes."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The folders or files named on the command line, and its filters; empty filters take everything."""

    named: tuple[PurePosixPath, ...]
    folder: PurePosixPath
    tenants: frozenset[str] = frozenset()
    environments: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset(TARGETS)

    @property
    def everything(self) -> bool:
        """Whether all jobs are meant, so that what is no longer wanted may be removed."""
        return not self.tenants and not self.environments and self._whole_folder

    @property
    def _whole_folder(self) -> bool:
        return any(self.folder.is_relative_to(each) for each in self.named)

    def file(self, path: str) -> bool:
        """Whether a job file is meant. Where it cannot be read, its folders tell the tenant."""
        here = PurePosixPath(path)
        named = any(here.is_relative_to(each) for each in self.named)
        return named and (not self.tenants or bool(self.tenants & set(here.parts)))

    def job(self, key: JobKey, path: str) -> bool:
        """Whether a job is meant."""
        named = any(PurePosixPath(path).is_relative_to(each) for each in self.named)
        return named and self._scope(key.tenant, key.environment)

    def _scope(self, tenant: str, environment: str) -> bool:
        right_tenant = not self.tenants or tenant in self.tenants
        return right_tenant and (not self.environments or environment in self.environments)

    def covers(self, path: PurePosixPath) -> bool:
        """Whether a path of the output tree may be pruned: it lies where only selected jobs write."""
        parts = path.parts
        if parts[0] not in self.targets and len(parts) > 1:
            return False
        if self.everything:
            return True
        if not self._whole_folder or len(parts) < 4:
            return False
        tenant, environment = (parts[1], parts[2]) if parts[0] == "terraform" else (parts[2], parts[1])
        return self._scope(tenant, environment)

"""Which jobs, stacks and files of a repository one run is about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from dativo_gen.model.job import JobKey

TARGETS = ("terraform", "dagster", "airflow", "jobs")
"""The top folders of the tree that this version writes."""
_SHARED = ("terraform", "_modules")


@dataclass(frozen=True, slots=True)
class Changed:
    """What changed since a commit, which narrows a run.

    `files` are the job files whose jobs must be written anew, and those that are gone. `concerns` says of a job that
    an earlier run wrote whether anything was changed about it.
    """

    files: frozenset[str]
    concerns: Callable[[JobKey], bool]

    def touches(self, key: JobKey, file: str) -> bool:
        """Whether a job that an earlier run wrote, from this file, may be another one now."""
        return file in self.files or self.concerns(key)


@dataclass(frozen=True, slots=True)
class Selection:
    """The folders or files named on the command line, and its filters; empty filters take everything."""

    named: tuple[PurePosixPath, ...]
    folder: PurePosixPath
    tenants: frozenset[str] = frozenset()
    environments: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset(TARGETS)
    changed: Changed | None = None

    @property
    def everything(self) -> bool:
        """Whether all jobs are meant, so that what is no longer wanted may be removed."""
        return not self.tenants and not self.environments and self._whole_folder

    @property
    def _whole_folder(self) -> bool:
        return any(self.folder.is_relative_to(each) for each in self.named)

    @property
    def wide(self) -> Selection:
        """The same, whatever changed."""
        return replace(self, changed=None) if self.changed is not None else self

    def file(self, path: str) -> bool:
        """Whether a job file is meant. Where it cannot be read, its folders tell the tenant."""
        return self._names(path) and (not self.tenants or not self.tenants.isdisjoint(path.split("/")))

    def job(self, key: JobKey, path: str) -> bool:
        """Whether a job is meant."""
        return self._scope(key.tenant, key.environment) and self._names(path)

    def _names(self, path: str) -> bool:
        """Whether a file is named, or a folder above it, and changed; asked of every job, so as text."""
        if self.changed is not None and path not in self.changed.files:
            return False
        named = map(str, self.named)
        return any(each in (path, ".") or path.startswith(f"{each}/") for each in named)

    def shared(self, jobs: Iterable[tuple[JobKey, str]], made_from: Callable[[], Collection[str]]) -> bool:
        """Whether what jobs share is meant: for one of them, or for one that left it since the commit.

        `made_from` gives the files that it was made from the last time.
        """
        known = tuple(jobs)
        if any(self.job(key, file) for key, file in known):
            return True
        wide = self.wide
        if self.changed is None or not any(wide.job(key, file) for key, file in known):
            return False
        left = self.changed.files.intersection(made_from()) - {file for _, file in known}
        return bool(left)

    def _scope(self, tenant: str, environment: str) -> bool:
        right_tenant = not self.tenants or tenant in self.tenants
        return right_tenant and (not self.environments or environment in self.environments)

    def environment(self, path: PurePosixPath) -> bool:
        """Whether a folder below `dagster` or `airflow` lies in an environment that is meant."""
        return not self.environments or bool(self.environments & set(path.parts[1:2]))

    def covers(self, path: PurePosixPath) -> bool:
        """Whether a path of the output tree may be pruned: it lies where only selected jobs write."""
        parts = path.parts
        if parts[0] not in self.targets and len(parts) > 1:
            return False
        if self.everything:
            return True
        if not self._whole_folder or len(parts) < 3 or parts[:2] == _SHARED:
            return False  # copies of modules are there for the stacks of all tenants
        tenant, environment = _scope_of(parts)
        if tenant is None:
            return not self.tenants and environment in self.environments
        return self._scope(tenant, environment)


def _scope_of(parts: tuple[str, ...]) -> tuple[str | None, str]:
    """Who writes a path of the tree: its tenant, None where that may be several, and its environment."""
    top, *rest = parts[:-1]
    if top == "terraform":
        return (rest[0], rest[1]) if len(rest) > 1 else (None, "")
    if top == "airflow" and rest[1:2] == ["dags"]:
        return rest[2] if len(rest) > 2 else parts[-1].removesuffix(".py"), rest[0]
    return rest[1] if top == "jobs" and len(rest) > 1 else None, rest[0]

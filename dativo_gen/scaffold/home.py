"""The repository that something is scaffolded into: where things lie there, and what its settings propose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from dativo_gen.clouds import CLOUDS
from dativo_gen.findings import Findings
from dativo_gen.ground import load_settings
from dativo_gen.model.settings import SettingsModel
from dativo_gen.names import find_names
from dativo_gen.paths import to_container
from dativo_gen.repository import JOBS_FOLDERS, Repository, WrongUsage, find_root

CODEOWNERS = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
"""Where it may stand; GitHub reads the first of its three that is there, GitLab its own."""


@dataclass(frozen=True, slots=True)
class Home:
    """A repository with its settings; `jobs` is the folder of all jobs, from the root."""

    repository: Repository
    settings: SettingsModel
    jobs: PurePosixPath

    @property
    def root(self) -> Path:
        return self.repository.root

    @property
    def environments(self) -> tuple[str, ...]:
        return tuple(sorted(self.settings.environments))

    def used_environments(self) -> tuple[str, ...]:
        """The environments that jobs name, read lightly."""
        names = find_names(self.root / self.jobs)
        return names.environments if names is not None else ()

    def container(self, path: str) -> str:
        """Where a path from the root lies in Dativo's container; `/app` where no entry of `path_map` says so."""
        return to_container(path, self.settings.path_map) or str(PurePosixPath("/app", path))

    def proposals(self) -> Mapping[str, Any]:
        """Names that a template's defaults may use, and that are no answers."""
        state = self.settings.state
        states = [each for each in CLOUDS if getattr(state, each) or state.default]
        found: dict[str, Any] = {
            "dativo_states": states,
            "dativo_jobs": str(self.jobs),
            "dativo_container": self.container("."),
        }
        if self.environments:
            found["dativo_environments"] = ["prod" if "prod" in self.environments else self.environments[0]]
        if self.settings.image and "$" not in self.settings.image:
            found["dativo_image"] = self.settings.image
        return found

    def codeowners(self) -> PurePosixPath:
        """The file of code owners that counts, or the one to begin."""
        return PurePosixPath(next((each for each in CODEOWNERS if (self.root / each).exists()), CODEOWNERS[0]))


def find_home(start: Path, stated: bool) -> Home:
    """The repository around `start`, or `start` itself where the user stated it. Raises WrongUsage, Rejected."""
    if stated and not start.is_dir():
        raise WrongUsage(f"{start}: there is no such folder; `dativo-gen scaffold workspace {start}` begins one")
    root = start.absolute() if stated else find_root(Path.cwd())
    if root is None:
        hint = "`dativo-gen scaffold workspace` begins a repository; --out names one that lies elsewhere"
        raise WrongUsage(f"there is no dativo-gen.yaml and no folder of jobs here or above; {hint}")
    findings = Findings()
    repository = Repository(root, ())
    settings = load_settings(repository, findings).model
    stated_jobs = settings.jobs or next((each for each in JOBS_FOLDERS if (root / each).is_dir()), JOBS_FOLDERS[0])
    return Home(repository, settings, PurePosixPath(stated_jobs))

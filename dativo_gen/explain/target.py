"""What somebody wants explained, as typed -> a job, a file of the tree or a part of either."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dativo_gen.findings import Findings
from dativo_gen.ground import load_settings
from dativo_gen.model.job import JobKey
from dativo_gen.repository import JOBS_FOLDERS, WrongUsage, find_root, open_repository

_LINE = re.compile(r"(?P<path>.+?):(?P<line>[0-9]+)(?::[0-9]+)?")
_JOB = re.compile(r"(?P<tenant>[^/]+)/(?P<environment>[^/]+)/(?P<name>[^/]+)")


@dataclass(frozen=True, slots=True)
class JobTarget:
    """A job by its name, or the jobs of the file or folder `named`; `line` is one of that file."""

    named: Path
    key: JobKey | None = None
    line: int | None = None

    @property
    def scope(self) -> tuple[str, str] | None:
        """The tenant and environment of the job, if it is named."""
        return (self.key.tenant, self.key.environment) if self.key is not None else None


@dataclass(frozen=True, slots=True)
class FileTarget:
    """A file of the tree by its path from the output folder; `scope` is its tenant and environment, if it has them."""

    named: Path
    path: PurePosixPath
    line: int | None = None

    @property
    def scope(self) -> tuple[str, str] | None:
        kind, *parts = self.path.parts
        if len(parts) < 2 or kind not in ("terraform", "jobs") or parts[0].startswith("_"):
            return None
        return (parts[0], parts[1]) if kind == "terraform" else (parts[1], parts[0])


def find_target(text: str, out: str | None) -> JobTarget | FileTarget:
    """What is meant; `out` is the output folder from the root. Raises WrongUsage, Rejected for unusable settings."""
    path, line = _parted(text)
    place = Path(os.path.abspath(path))
    root = find_root(place)
    if root is None:
        if place.exists():
            return JobTarget(place, line=line)
        raise WrongUsage(f"{text}: there is no such file, and no `dativo-gen.yaml` or jobs folder from here upwards")
    jobs = jobs_place(root)
    output = PurePosixPath(out or load_settings(open_repository((jobs,)), Findings()).model.output)
    here = PurePosixPath(place.relative_to(root).as_posix())
    if here.is_relative_to(output) and here != output:
        return FileTarget(jobs, here.relative_to(output), line)
    if place.exists():
        return JobTarget(place, line=line)
    name = _JOB.fullmatch(path)
    if name is None:
        raise WrongUsage(f"{text}: is no file, and no job either (those are `tenant/environment/name`)")
    return JobTarget(jobs, JobKey(**name.groupdict()))


def _parted(text: str) -> tuple[str, int | None]:
    """The path and the line behind it; a column behind that counts for nothing."""
    found = _LINE.fullmatch(text)
    return (found["path"], int(found["line"])) if found and not Path(text).exists() else (text, None)


def jobs_place(root: Path) -> Path:
    """What stands for all jobs of a repository: its root where the settings say the rest, else the jobs folder."""
    folders = [root / name for name in JOBS_FOLDERS if (root / name).is_dir()]
    return folders[0] if folders and not (root / "dativo-gen.yaml").is_file() else root

"""A repository in git, written, committed and changed, for the tests of what a change reaches."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

from dativo_gen.load import Loaded, load
from dativo_gen.repository import open_repository
from dativo_gen.since import Touched, affected_since

_NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "t",
    "GIT_AUTHOR_EMAIL": "t@example.com",
    "GIT_COMMITTER_NAME": "t",
    "GIT_COMMITTER_EMAIL": "t@example.com",
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], env={**os.environ, **_NOBODY}, capture_output=True, check=True
    )
    return done.stdout.decode()


@dataclass(frozen=True, slots=True)
class Project:
    """A repository of jobs in `root`; git's own root is `top`, which is the same unless a test says otherwise."""

    root: Path
    top: Path

    def write(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            place = self.root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(dedent(text).encode())

    def commit(self) -> None:
        git(self.top, "add", "--all", "--force")
        git(self.top, "commit", "--quiet", "--allow-empty", "-m", "now")

    def load(self) -> Loaded:
        return load(open_repository((self.root / "jobs",)), None)

    def touched(self, ref: str = "HEAD") -> Touched:
        return affected_since(self.load(), ref)

    def reasons(self, ref: str = "HEAD") -> dict[str, list[str]]:
        """The affected jobs, each with its reasons as they are shown."""
        return {str(key): [str(each) for each in why] for key, why in self.touched(ref).reasons.items()}


def project(root: Path, files: Mapping[str, str], top: Path | None = None) -> Project:
    """Write the files and commit them."""
    made = Project(root, top or root)
    root.mkdir(parents=True, exist_ok=True)
    git(made.top, "init", "--quiet", "--initial-branch=main")
    git(made.top, "config", "core.autocrlf", "false")
    made.write(files)
    made.commit()
    return made

"""Calls git with nothing of the user's configuration and surroundings in its way."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

_KEPT = ("PATH", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT")
"""What programs need to start and what holds no secret."""

_QUIET = {
    "core.autocrlf": "false",
    "core.hooksPath": os.devnull,
    "gc.auto": "0",
    "safe.bareRepository": "explicit",
    "merge.directoryRenames": "false",
    "init.defaultBranch": "main",
}


class GitError(Exception):
    """Git is missing or failed; the message is for the user."""


def environment(config: Mapping[str, str] | None = None, home: Path | None = None) -> dict[str, str]:
    """Variables for a process that may call git: no others of this process, no configuration but `config`."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    settings = {**_QUIET, **(config or {})}
    made = {
        "HOME": str(home) if home is not None else os.devnull,
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_CONFIG_COUNT": str(len(settings)),
    }
    for number, (key, value) in enumerate(settings.items()):
        made |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return {**kept, **made}


def version() -> tuple[int, ...]:
    """The version of git, such as (2, 39, 5). Raises GitError where there is none."""
    return tuple(int(part) for part in re.findall(rb"\d+", run("--version"))[:3])


def run(
    *arguments: str,
    repository: Path | None = None,
    given: bytes = b"",
    variables: Mapping[str, str] | None = None,
    passes: tuple[int, ...] = (0,),
) -> bytes:
    """What a git command prints. `passes` are exit codes that are no failure. Raises GitError."""
    place = [f"--git-dir={repository}"] if repository is not None else []
    try:
        done = subprocess.run(
            ["git", *place, *arguments],
            input=given,
            env=dict(variables) if variables is not None else environment(),
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise GitError("git is not installed or not on PATH") from error
    if done.returncode not in passes:
        raise GitError(_last_line(done.stderr) or f"git {arguments[0]} ended with {done.returncode}")
    return done.stdout


def _last_line(printed: bytes) -> str:
    lines = printed.decode(errors="replace").strip().splitlines()
    told = [line for line in lines if line.startswith(("fatal: ", "error: "))]
    return (told or lines or [""])[-1]

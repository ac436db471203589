"""Reads a small repository up to its resolved jobs, for tests of what the input rooms say."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dativo_gen.errors import Problem
from dativo_gen.load import Loaded, load
from dativo_gen.repository import open_repository

MODULE = 'variable "tags" {\n  type = map(string)\n}\n'
JOB = """\
tenant_id: acme
infrastructure:
  provider: aws
  region: us-east-1
  terraform: {module_source: ./module, backend: {type: local}}
"""
"""A job without problems, to which a test adds what it is about."""


def write(root: Path, files: Mapping[str, str]) -> None:
    """Write files by their path, and the module that `JOB` names."""
    for path, text in {"module/variables.tf": MODULE, **files}.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())


def reading(root: Path, files: Mapping[str, str]) -> Loaded:
    """The jobs of a repository that holds these files, with `job_configs` as its jobs folder."""
    write(root, files)
    return load(open_repository((root / "job_configs",)), None)


def shown(problems: tuple[Problem, ...]) -> list[str]:
    """Each problem as `file:line code`, with the file's name alone."""
    return [f"{problem.span.file.rsplit('/', 1)[-1]}:{problem.span.line} {problem.code}" for problem in problems]

"""Paths as typed on a command line -> the repository they lie in, and which of them lie in its output folder."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dativo_gen.explain.target import FileTarget, jobs_place
from dativo_gen.findings import Findings
from dativo_gen.ground import load_settings
from dativo_gen.repository import WrongUsage, find_root, open_repository


@dataclass(frozen=True, slots=True)
class Pointed:
    """`jobs` stands for all jobs of the repository, unless some were named; `paths` are from the output folder."""

    jobs: tuple[Path, ...]
    paths: tuple[PurePosixPath, ...] = ()

    def scope(self) -> tuple[frozenset[str], frozenset[str]]:
        """The tenants and environments that the paths belong to; empty if one of them may hold files of any."""
        scopes = [FileTarget(self.jobs[0], path).scope if path.parts else None for path in self.paths]
        known = [each for each in scopes if each is not None]
        if len(known) < len(scopes):
            return frozenset(), frozenset()
        return frozenset(tenant for tenant, _ in known), frozenset(environment for _, environment in known)


def root_of(given: Sequence[Path]) -> Path | None:
    """The repository that the first path lies in; without one, that of the current folder."""
    return find_root(Path(os.path.abspath(given[0])) if given else Path.cwd())


def part(given: Sequence[Path], out: str | None) -> Pointed:
    """Jobs and paths of the output folder, told apart; `out` is that folder from the root, if it is not the usual one.

    Raises WrongUsage outside of any repository if nothing is given, Rejected for unusable settings.
    """
    root = root_of(given)
    if root is None and not given:
        raise WrongUsage("no `dativo-gen.yaml` or jobs folder from here upwards: name a folder of job configs")
    if root is None:
        return Pointed(tuple(given))
    every = jobs_place(root)
    output = PurePosixPath(out or load_settings(open_repository((every,)), Findings()).model.output)
    jobs, paths = [], []
    for path in given:
        place = Path(os.path.abspath(path))
        if place.is_relative_to(root / output):
            paths.append(PurePosixPath(place.relative_to(root / output).as_posix()))
        else:
            jobs.append(path)
    return Pointed(tuple(jobs) or (every,), tuple(paths))


def inside(given: Sequence[Path], out: str | None) -> Pointed:
    """The same, where every path must lie in the output folder. Raises WrongUsage, Rejected likewise."""
    pointed = part(given, out)
    outside = [path for path in given if path in pointed.jobs]
    if outside:
        raise WrongUsage(f"{outside[0]}: lies outside of the output folder; name files that render would write")
    return pointed

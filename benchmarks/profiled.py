"""Where the time of a render goes: the same run inside of this process, under cProfile."""

from __future__ import annotations

import cProfile
import os
import pstats
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import runs
from benchmarks.fleet import write_fleet
from dativo_gen.cli.app import app

LINES = 40


def _left(folder: Path) -> None:
    """As the run before has left it."""


ROWS: dict[str, tuple[Callable[[Path], object], tuple[str, ...]]] = {
    "cold": (runs.clear, ()),
    "nothing": (_left, ()),
    "one": (runs.change, ()),
    "check": (_left, ("--check",)),
}
"""The runs that can be looked into: what comes before, and the words after `render jobs`."""


def show(row: str, jobs: int) -> None:
    """Print the functions that a run of a repository with so many jobs spends its time in."""
    before, words = ROWS[row]
    with TemporaryDirectory() as home:
        folder = Path(home, str(jobs))
        write_fleet(folder, jobs)
        runs.cold(folder)
        before(folder)
        found = pstats.Stats(profile(folder, words))
    for order in ("tottime", "cumulative"):
        found.sort_stats(order).print_stats(LINES)


def profile(folder: Path, words: tuple[str, ...]) -> cProfile.Profile:
    """One run with one worker, since a profile ends where another process begins."""
    here, found = Path.cwd(), cProfile.Profile()
    os.chdir(folder)
    try:
        found.runcall(app, ["render", "jobs", "--quiet", *runs.workers(1), *words], standalone_mode=False)
    finally:
        os.chdir(here)
    return found

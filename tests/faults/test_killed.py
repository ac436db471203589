"""kill -9 at random moments of real runs: the next run repairs, and nothing of it is to be seen."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dativo_gen.manifest import EMPTIED, HOLDER, JOURNAL, TEMPORARY
from tests.faults.small import VERSIONS, Small, exit_code, is_over, small
from tests.ondisk import empty_folders, standing


@dataclass(frozen=True, slots=True)
class Trial:
    """One killed run: whether it had begun to write, and whether it was done before it could be killed."""

    writing: bool
    finished: bool


def trials(root: Path, start: Callable[[Small], int], number: int, seed: int) -> list[Trial]:
    rng = random.Random(seed)
    repository = small(root)
    wanted = {}
    for version in reversed(VERSIONS):
        repository.become(version)
        wanted[version] = repository.from_scratch()
    spans = _spans(repository, start)
    done, stands = [], VERSIONS[1]
    for each in range(number):
        repository.become(next(version for version in VERSIONS if version != stands))
        place, span = spans[each % 2]
        done.append(_killed(repository, start(repository), place, rng.uniform(0, span)))
        stands = rng.choice(VERSIONS)
        repository.become(stands)
        repository.done()
        assert standing(repository.output) == wanted[stands], each
        assert empty_folders(repository.output) == set(), each
    return done


def _spans(repository: Small, start: Callable[[Small], int]) -> list[tuple[Path, float]]:
    """What stands as long as a run holds the folder and as long as it writes, and for how many seconds it does."""
    spans: list[tuple[Path, float]] = []
    for place in (repository.output / HOLDER, repository.output / EMPTIED):
        repository.become(VERSIONS[len(spans)])
        process = start(repository)
        begin = _wait(place, process)
        while place.exists():
            time.sleep(0.0002)
        spans.append((place, time.perf_counter() - begin))
        assert exit_code(process) == 0
    return spans


def _killed(repository: Small, process: int, place: Path, after: float) -> Trial:
    _wait(place, process)
    time.sleep(after)
    os.kill(process, signal.SIGKILL)  # also where it is over: it has not been waited for
    finished = exit_code(process) == 0
    names = [path.name for path in repository.output.rglob(".dativo-gen.*")]
    return Trial(any(TEMPORARY in name or name == JOURNAL for name in names), finished)


def _wait(place: Path, process: int) -> float:
    while not place.exists() and not is_over(process):
        time.sleep(0.0002)
    return time.perf_counter()


def test_a_command_killed_at_a_random_moment_is_repaired_by_the_next(tmp_path: Path) -> None:
    assert len(trials(tmp_path / "r", Small.command, 3, seed=6)) == 3


def test_a_run_killed_at_a_random_moment_is_repaired_by_the_next(tmp_path: Path) -> None:
    assert len(trials(tmp_path / "r", Small.fork, 12, seed=7)) == 12


@pytest.mark.long
@pytest.mark.parametrize("start", [Small.command, Small.fork])
def test_hundreds_of_runs_killed_at_random_moments_are_repaired(tmp_path: Path, start: Callable[[Small], int]) -> None:
    done = trials(tmp_path / "r", start, 200, seed=60)
    writing, finished = sum(each.writing for each in done), sum(each.finished for each in done)
    print(f"\n{len(done)} kills: {writing} while it wrote, {finished} after it was done")
    assert writing

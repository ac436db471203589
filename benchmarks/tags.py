"""Prints what emitting a job's tags for every destination costs, as a share of parsing the YAML it is made of.

`python -m benchmarks.tags` takes the example jobs of this repository. Of each it parses, with libyaml alone, the files
that its tags are made of (the job, the `_defaults.yaml` above it, its asset), emits the tags, and prints medians in
microseconds and their ratios: `warm` as in a run over many jobs, where keys and most values come again; `cold` with
nothing remembered; `job only` is warm against the job's own file. Exits 1 where a warm ratio is 1 or more.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

import yaml

from dativo_gen.load import load
from dativo_gen.repository import open_repository
from dativo_gen.tags.destination import destinations
from dativo_gen.tags.emit import emit
from dativo_gen.tags.fitting import pairs_of
from dativo_gen.tags.rule import fit
from dativo_gen.tags.tag import Tags

ROOT = Path(__file__).parent.parent
ROUNDS = 41


@dataclass(frozen=True, slots=True)
class Cost:
    """Microseconds, each the median of all rounds; `own` is parsing the job's file alone."""

    job: str
    tags: int
    parsing: float
    own: float
    cold: float
    warm: float


def costs() -> Iterator[Cost]:
    """One for each job."""
    for job in load(open_repository((ROOT / "job_configs",)), None).jobs:
        paths = [path for path in job.inputs if path.startswith(("job_configs/", "assets/"))]
        files = {path: (ROOT / path).read_bytes() for path in paths}
        own = next(text for path, text in files.items() if path.startswith("job_configs/") and "_defaults" not in path)
        yield _cost(str(job.key), list(files.values()), own, job.tags)


def _cost(name: str, files: list[bytes], own: bytes, tags: Tags) -> Cost:
    rounds = []
    for _ in range(ROUNDS):  # by turns, so that a busy machine slows down all of them
        parsing, alone = _microseconds(lambda: _parse(files)), _microseconds(lambda: _parse([own]))
        for remembered in (pairs_of, fit):
            remembered.cache_clear()
        cold, warm = _microseconds(lambda: _emit(tags)), _microseconds(lambda: _emit(tags))
        rounds.append((parsing, alone, cold, warm))
    return Cost(name, len(tags.items), *map(median, zip(*rounds, strict=True)))


def _parse(files: list[bytes]) -> None:
    for text in files:
        yaml.load(text, yaml.CSafeLoader)


def _emit(tags: Tags) -> None:
    fresh = Tags(tags.items)  # which remembers nothing of the round before
    for each in destinations().values():
        emit(fresh, each)


def _microseconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1e6


def main() -> int:
    """Prints the table; 1 where emitting costs as much as parsing."""
    worst = 0.0
    print(f"{'tags':>4} {'parse us':>9} {'warm us':>9} {'cold us':>9} {'warm':>6} {'cold':>6} {'job only':>9}  job")
    for each in costs():
        warm, cold, alone = each.warm / each.parsing, each.cold / each.parsing, each.warm / each.own
        worst = max(worst, warm)
        numbers = f"{each.tags:4} {each.parsing:9.0f} {each.warm:9.0f} {each.cold:9.0f}"
        print(f"{numbers} {warm:6.2f} {cold:6.2f} {alone:9.2f}  {each.job}")
    print(f"the highest ratio of emitting for {len(destinations())} destinations to parsing is {worst:.2f}")
    return 1 if worst >= 1 else 0


if __name__ == "__main__":
    sys.exit(main())

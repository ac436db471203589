"""Prints what rendering costs, each figure as a ratio to something measured in the same run, and whether it holds.

`python -m benchmarks.tree [JOBS...]` (100 1000 10000) writes repositories with `benchmarks.fleet` and runs the real
command on them, one worker unless said otherwise. The runs of a round and its floor (`benchmarks.floor`) go by turns,
so that a busy machine slows down all of them; of each the best round counts.

`--rounds N` (3) · `--json FILE` writes the figures there too · `--large` adds 50,000 jobs · `--profile ROW` prints
where the time of that run goes instead. Exits 1 where a figure does not hold. What the command cannot do is named.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import profiled, runs
from benchmarks.fleet import write_fleet
from benchmarks.runs import Spent

SIZES = (100, 1000, 10_000)
LARGE = 50_000
FROM = 1000
"""With fewer jobs most of a run is its start; figures are reported, and no bound holds."""

STARTS = 15
"""Rounds of what takes a tenth of a second."""

Rounds = dict[str, list[Spent]]


@dataclass(frozen=True, slots=True)
class Bound:
    """`at most` or `at least` so much."""

    sense: str
    value: float

    def holds(self, found: float) -> bool:
        return found <= self.value if self.sense == "at most" else found >= self.value


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: `value` in `unit` (`x floor`: so many times the floor). Without a value, `note` says why.

    `processor` is the same ratio in processor time, which a machine with other work disturbs less; no bound is on it.
    """

    jobs: int | None
    row: str
    value: float | None = None
    unit: str = ""
    seconds: float | None = None
    bound: Bound | None = None
    note: str = ""
    processor: float | None = None

    @property
    def holds(self) -> bool | None:
        return None if self.bound is None or self.value is None else self.bound.holds(self.value)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A row that is one run against another; `bounds` holds from FROM jobs on, or for `only` so many."""

    row: str
    run: str
    against: str
    bound: Bound
    only: int | None = None

    def bound_at(self, jobs: int) -> Bound | None:
        return self.bound if jobs == self.only or (self.only is None and jobs >= FROM) else None


RATIOS = (
    Ratio("cold", "cold", "floor", Bound("at most", 4)),
    Ratio("nothing changed", "nothing", "cold", Bound("at most", 0.15)),
    Ratio("one job changed", "one", "cold", Bound("at most", 0.2)),
    Ratio("--check", "check", "cold", Bound("at most", 0.15)),
    Ratio("--watch, one save", "watch", "cold", Bound("at most", 0.03), only=1000),
)
FASTER = Bound("at least", 1.6)
MEMORY = Bound("at most", 500)
GROWTH = Bound("at most", 1.3)
START = Bound("at most", 1.5)

STEPS: dict[str, Callable[[Path], Spent]] = {
    "cold": runs.cold,
    "floor": runs.floor,
    "nothing": runs.render,
    "one": runs.one_changed,
    "check": runs.check,
}
"""The runs of a round, in this order: each finds what the one before has left."""


def measure(folder: Path, rounds: int) -> Rounds:
    """Every run of one repository, so many times by turns."""
    steps = STEPS | ({"two": runs.cold_by_two} if "--workers" in runs.options() else {})
    found: Rounds = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            found[name].append(step(folder))
    if "--watch" in runs.options():
        found["watch"] = runs.watch(folder, rounds)
    return found


def best(spent: Iterable[Spent]) -> float:
    """Seconds by the clock."""
    return min(each.clock for each in spent)


def _processor(spent: Iterable[Spent]) -> float:
    return min(each.processor for each in spent)


def figures(jobs: int, found: Rounds) -> Iterator[Figure]:
    """The rows of one repository."""
    yield Figure(jobs, "floor", None, "", best(found["floor"]), note="libyaml reads, every byte is written")
    for each in RATIOS:
        yield _ratio(jobs, each, found)
    yield _faster(jobs, found)
    for name in ("cold", "two"):
        if name in found:
            most = max(each.memory for each in found[name])
            bound = MEMORY if jobs >= FROM and name == "cold" else None
            yield Figure(jobs, f"memory, {'one worker' if name == 'cold' else 'two workers'}", most, "MiB", bound=bound)


def _ratio(jobs: int, each: Ratio, found: Rounds) -> Figure:
    if each.run == "watch" and each.run not in found:
        return Figure(jobs, each.row, note="not there: `render` has no --watch")
    if not found[each.run]:
        return Figure(jobs, each.row, note=f"no line with `{runs.SETTLED}` came")
    spent, other = found[each.run], found[each.against]
    value, bound = best(spent) / best(other), each.bound_at(jobs)
    processor = _processor(spent) / _processor(other) or None
    return Figure(jobs, each.row, value, f"x {each.against}", best(spent), bound, processor=processor)


def _faster(jobs: int, found: Rounds) -> Figure:
    row = "two workers, cold"
    if "two" not in found:
        return Figure(jobs, row, note="not there: `render` has no --workers")
    seconds = best(found["two"])
    bound = FASTER if jobs >= FROM else None
    return Figure(jobs, row, best(found["cold"]) / seconds, "x as fast as one", seconds, bound)


def start() -> Figure:
    """`--help` against importing typer."""
    words = {"help": [runs.DATIVO_GEN, "--help"], "typer": [sys.executable, "-c", "import typer"]}
    found: Rounds = {name: [] for name in words}
    for _ in range(STARTS):
        for name, each in words.items():
            found[name].append(runs.run(Path.cwd(), each))
    seconds = best(found["help"])
    return Figure(None, "--help", seconds / best(found["typer"]), "x import typer", seconds, START)


def large(home: Path, small: Figure | None) -> Figure:
    """Many jobs, once; the time of one against its time in the repository with a thousand."""
    folder = home / str(LARGE)
    write_fleet(folder, LARGE)
    seconds = runs.cold(folder).clock
    if small is None or not small.seconds:
        return Figure(LARGE, "cold", None, "", seconds, note=f"to compare, measure {FROM} jobs too")
    growth = (seconds / LARGE) / (small.seconds / FROM)
    return Figure(LARGE, "cold", growth, f"x the time of a job among {FROM}", seconds, GROWTH)


def line(each: Figure) -> str:
    """A row of the table."""
    seconds = "" if each.seconds is None else f"{each.seconds:.3f}"
    value = "" if each.value is None else f"{each.value:.3g} {each.unit}"
    processor = "" if each.processor is None else f"{each.processor:.3g}"
    bound = "" if each.bound is None else f"{each.bound.sense} {each.bound.value:g}"
    holds = {None: each.note, True: "holds", False: "MISSED"}[each.holds]
    return (
        f"{each.jobs or '':>6}  {each.row:<20} {seconds:>9}  {value:<32} {processor:>9}  {bound:<13} {holds}".rstrip()
    )


def as_json(rows: list[Figure]) -> str:
    """The rows and the machine that they were measured on."""
    machine = {"python": platform.python_version(), "system": platform.system(), "processors": os.cpu_count()}
    return json.dumps(
        {"machine": machine, "figures": [asdict(each) | {"holds": each.holds} for each in rows]}, indent=1
    )


def table(sizes: list[int], rounds: int, with_large: bool) -> Iterator[Figure]:
    """Every row, as soon as it is known."""
    yield start()
    small: Figure | None = None
    with TemporaryDirectory() as home:
        for jobs in sizes:
            folder = Path(home, str(jobs))
            write_fleet(folder, jobs)
            for each in figures(jobs, measure(folder, rounds)):
                small = each if (each.row, jobs) == ("cold", FROM) else small
                yield each
        if with_large:
            yield large(Path(home), small)


def main(given: list[str] | None = None) -> int:
    """Print the table; 1 if a figure does not hold."""
    words = argparse.ArgumentParser(prog="python -m benchmarks.tree", description=(__doc__ or "").splitlines()[0])
    words.add_argument("jobs", nargs="*", type=int, help="sizes of repositories")
    words.add_argument("--rounds", type=int, default=3, help="how often each is run; the best counts")
    words.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    words.add_argument("--large", action="store_true", help=f"{LARGE} jobs too")
    words.add_argument("--profile", choices=profiled.ROWS, metavar="ROW", help=f"of {', '.join(profiled.ROWS)}")
    asked = words.parse_args(given)
    sizes = asked.jobs or list(SIZES)
    if asked.profile:
        profiled.show(asked.profile, sizes[0])
        return 0
    rows = []
    print(f"{'jobs':>6}  {'':<20} {'seconds':>9}  {'figure':<32} {'processor':>9}  bound")
    for each in table(sizes, asked.rounds, asked.large):
        rows.append(each)
        print(line(each), flush=True)
    if asked.json:
        asked.json.write_text(as_json(rows) + "\n", encoding="utf-8")
    return int(any(each.holds is False for each in rows))


if __name__ == "__main__":
    sys.exit(main())

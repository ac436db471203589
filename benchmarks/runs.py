"""Runs of the real command on a repository of `benchmarks.fleet`, each a process, with what it took."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from queue import Empty, Queue
from shutil import rmtree
from signal import SIGINT
from tempfile import TemporaryFile
from threading import Event, Thread
from time import perf_counter, sleep, time_ns

from benchmarks.floor import OUTPUT

DATIVO_GEN = str(Path(sys.executable).with_name("dativo-gen"))
CACHE = ".dativo-gen-cache"
HOME = Path(__file__).parent.parent
JOB = Path("jobs/tenant-00000/orders.yaml")
"""The job that changes."""

SETTLED = "waiting for changes"
"""What `--watch` says at the end of each turn."""

PATIENCE = 900
"""Seconds to wait for that."""

_MIB = 2**20
_LARGEST = _MIB if sys.platform == "darwin" else 1024
"""How many of the units of `ru_maxrss` are a MiB."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, seconds of processors, MiB that the process and all below it held at one moment."""

    clock: float
    processor: float
    memory: float = 0


def run(folder: Path, words: list[str]) -> Spent:
    """One call of a program in a folder. Exits if the call fails."""
    with TemporaryFile() as said:
        begin = perf_counter()
        process = subprocess.Popen(words, cwd=folder, stdout=subprocess.DEVNULL, stderr=said)
        watched = _Memory(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        clock, memory = perf_counter() - begin, watched.most()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(words)} ended with {process.returncode}:\n{said.read().decode()}")
    return Spent(clock, usage.ru_utime + usage.ru_stime, max(memory, usage.ru_maxrss / _LARGEST))


@cache
def options() -> frozenset[str]:
    """Those of `render` that some figures need."""
    said = subprocess.run([DATIVO_GEN, "render", "--help"], capture_output=True, text=True, check=True).stdout
    return frozenset(each for each in ("--workers", "--watch") if each in said)


def workers(number: int) -> list[str]:
    """The words for so many workers, where the command lets one say that."""
    return ["--workers", str(number)] if "--workers" in options() else []


def render(folder: Path, *words: str) -> Spent:
    """Render the repository with one worker, over what is there."""
    return run(folder, [DATIVO_GEN, "render", "jobs", "--quiet", *(words or workers(1))])


def check(folder: Path) -> Spent:
    """Compare the tree with what would be written."""
    return render(folder, "--check", *workers(1))


def clear(folder: Path) -> None:
    """Take away the tree and the cache."""
    for each in (OUTPUT, CACHE):
        rmtree(folder / each, ignore_errors=True)


def cold(folder: Path) -> Spent:
    """Render with no tree and no cache."""
    clear(folder)
    return render(folder)


def cold_by_two(folder: Path) -> Spent:
    """The same with two workers."""
    clear(folder)
    return render(folder, *workers(2))


def one_changed(folder: Path) -> Spent:
    """Render after a change of one job."""
    change(folder)
    return render(folder)


def floor(folder: Path) -> Spent:
    """What cannot be done without, for the same inputs and the same tree."""
    words = [sys.executable, "-m", "benchmarks.floor", str(folder)]
    return Spent(*json.loads(subprocess.run(words, cwd=HOME, capture_output=True, check=True).stdout))


def change(folder: Path) -> None:
    """Give a tag of one job a value that it never had."""
    path = folder / JOB
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "criticality:" not in line]
    place = lines.index("  tags:") + 1
    lines.insert(place, f'    criticality: "c{time_ns()}"')
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def watch(folder: Path, saves: int) -> list[Spent]:
    """Seconds from each save of a job to the end of the turn of `--watch`; none if it says nothing."""
    words = [DATIVO_GEN, "render", "jobs", "--watch"]
    with subprocess.Popen(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        settled: Queue[float] = Queue()
        Thread(target=_listen, args=(process, settled), daemon=True).start()
        try:
            settled.get(timeout=PATIENCE)
            return [_save(folder, settled) for _ in range(saves)]
        except Empty:
            return []
        finally:
            process.send_signal(SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _save(folder: Path, settled: Queue[float]) -> Spent:
    sleep(0.5)  # for the watcher to be quiet
    begin = perf_counter()
    change(folder)
    return Spent(settled.get(timeout=PATIENCE) - begin, 0)


def _listen(process: subprocess.Popen[str], settled: Queue[float]) -> None:
    for line in process.stdout or ():
        if SETTLED in line:
            settled.put(perf_counter())


class _Memory:
    """Looks ten times a second at what a process and all below it hold; shared pages count in each."""

    def __init__(self, process: int) -> None:
        self._seen, self._ended = [0.0], Event()
        self._thread = Thread(target=self._look, args=(process,))
        self._thread.start()

    def most(self) -> float:
        """MiB at the highest, when the process has ended."""
        self._ended.set()
        self._thread.join()
        return max(self._seen)

    def _look(self, process: int) -> None:
        while not self._ended.wait(0.1):
            self._seen.append(_held(process))


def _held(process: int) -> float:
    """MiB of a process and all below it; 0 where the system does not tell."""
    home = Path(f"/proc/{process}")
    try:
        own = int((home / "statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / _MIB
        below = [each for task in (home / "task").iterdir() for each in (task / "children").read_text().split()]
    except (OSError, IndexError):  # it ended
        return 0.0
    return own + sum(_held(int(each)) for each in below)

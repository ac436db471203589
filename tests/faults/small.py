"""A small real repository in two versions, runs on it that can be killed, and what a run from scratch would write."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.fleet import write_fleet
from tests.ondisk import empty_folders, standing
from tests.removals import Ran, Repository

COMMAND = (sys.executable, "-c", "from dativo_gen.cli.app import main; main()", "render", "jobs")
VERSIONS = ("tenant-00000", "elsewhere")
"""The code location of the jobs: between the two, files are written, changed and deleted, and folders come and go."""


@dataclass(frozen=True, slots=True)
class Small:
    """`root` holds three jobs, rendered into `generated`."""

    root: Path

    @property
    def output(self) -> Path:
        return self.root / "generated"

    def become(self, version: str) -> None:
        """Rewrite the jobs to what they are in a version."""
        for path in (self.root / "jobs").glob("*/[!_]*.yaml"):
            text = re.sub(r"code_location: \S+", f"code_location: {version}", path.read_text("utf-8"))
            path.write_text(re.sub(r"criticality: .*", f"criticality: {version}", text), "utf-8")

    def render(self, *arguments: str) -> Ran:
        return Repository(self.root).render(*arguments, jobs="jobs")

    def done(self, *arguments: str) -> None:
        ran = self.render(*arguments)
        assert ran.code == 0, ran

    def stack(self) -> Path:
        return self.output / "terraform/tenant-00000/prod/orders"

    def from_scratch(self) -> dict[str, bytes]:
        """What a run into an empty folder writes."""
        other = Small(self.root.with_name(f"{self.root.name}-scratch"))
        shutil.rmtree(other.root, ignore_errors=True)
        shutil.copytree(self.root, other.root, ignore=shutil.ignore_patterns("generated", ".git"))
        other.done()
        return standing(other.output)

    def is_repaired(self) -> None:
        """The next run goes through, and what stands is what a run from scratch writes."""
        self.done()
        assert standing(self.output) == self.from_scratch()
        assert empty_folders(self.output) == set()

    def command(self) -> int:
        """Starts the command as a user does. Returns its process."""

        def run() -> int:
            os.chdir(self.root)
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in range(3):
                os.dup2(nowhere, stream)
            os.execv(COMMAND[0], COMMAND)

        return in_a_fork(run)

    def fork(self) -> int:
        """Starts a run in a process that has everything imported: a tenth of the time. Returns the process."""
        return in_a_fork(lambda: self.render().code)


def small(root: Path, jobs: int = 3) -> Small:
    write_fleet(root, jobs)
    made = Small(root)
    made.become(VERSIONS[0])
    return made


def in_a_fork(work: Callable[[], int]) -> int:
    """Starts `work` in a real process that has everything imported. Returns its number; `work` gives its exit code."""
    process = os.fork()
    if process == 0:
        try:
            code = work()
        except BaseException:
            traceback.print_exc()
            code = 99
        os._exit(code)
    return process


def is_over(process: int) -> bool:
    """Whether it has ended; it can still be waited for."""
    return os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def exit_code(process: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


@contextmanager
def mounted(place: Path, *commands: tuple[str, ...]) -> Iterator[str]:
    """Runs `mount` with each line of arguments; gives why it could not, or nothing. `place` is free afterwards."""
    place.mkdir(parents=True, exist_ok=True)
    why, count = "", 0
    try:
        for arguments in commands:
            try:
                done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
            except FileNotFoundError:
                why = "there is no `mount` here"
                break
            if done.returncode:
                why = done.stderr.strip() or "mount failed"
                break
            count += "remount" not in " ".join(arguments)
        yield why
    finally:
        for _ in range(count):
            _unmount(place)


def _unmount(place: Path) -> None:
    for _ in range(20):
        if subprocess.run(["umount", str(place)], capture_output=True, check=False).returncode == 0:
            return
        time.sleep(0.05)
    subprocess.run(["umount", "-l", str(place)], check=True)

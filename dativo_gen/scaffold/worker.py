"""A process that renders templates and can be lost: no variables, no programs, bounds on time and memory.

Copier changes the current folder and looks at the environment, so each thread of an update has a process of its own.
They speak in lines of JSON.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from dativo_gen.scaffold import git

SECONDS = 120
"""After this long, or half of it in processor time, a template is taken to run for ever."""
MEMORY = 2 * 1024**3
LARGEST = 64 * 1024**2
"""Bytes of the largest file that a template may write."""


class WorkerError(Exception):
    """The template could not be rendered; the message is for the user."""


@dataclass(frozen=True, slots=True)
class Task:
    """One rendering of the template that lies in the folder `place`, into `target`."""

    place: Path
    target: Path
    answers: Mapping[str, Any]
    trusted: bool = False

    def line(self) -> str:
        # answers may be dates, which YAML can write and JSON cannot
        answers = yaml.safe_dump(dict(self.answers))
        data = {"place": str(self.place), "target": str(self.target), "answers": answers, "trusted": self.trusted}
        return json.dumps({"render": data}) + "\n"


@dataclass(slots=True)
class Worker:
    """The process, begun when it is needed. `home` is an empty folder. Not for several threads at once."""

    home: Path
    trusted: bool = False
    _process: subprocess.Popen[str] | None = field(default=None, init=False)

    def render(self, task: Task) -> None:
        """Render. Raises WorkerError."""
        self._ask(task.line())

    def demands(self, place: Path) -> tuple[str, ...]:
        """What the template in a folder would need trust for. Raises WorkerError."""
        return tuple(self._ask(json.dumps({"demands": str(place)}) + "\n"))

    def skipped(self, place: Path, answers: Mapping[str, Any], paths: Sequence[str]) -> frozenset[str]:
        """Those of `paths` that the template only writes where there are none yet. Raises WorkerError."""
        data = {"place": str(place), "answers": yaml.safe_dump(dict(answers)), "paths": list(paths)}
        return frozenset(self._ask(json.dumps({"skipped": data}) + "\n"))

    def close(self) -> None:
        """End the process, and whatever it began."""
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def _ask(self, line: str) -> Any:
        process = self._process or self._begin()
        self._process = process
        assert process.stdin is not None and process.stdout is not None
        timer = threading.Timer(SECONDS, self._kill, (process,))
        timer.start()
        try:
            process.stdin.write(line)
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:
            answer = ""
        finally:
            timer.cancel()
        if not answer.endswith("\n"):
            self.close()
            raise WorkerError("rendering the template took too much time or memory")
        found = json.loads(answer)
        if "error" in found:
            raise WorkerError(found["error"])
        return found["done"]

    @staticmethod
    def _kill(process: subprocess.Popen[str]) -> None:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)

    def _begin(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "dativo_gen.scaffold.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            env=_environment(self.home, self.trusted),
            cwd=self.home,
            start_new_session=True,
        )


def _environment(home: Path, trusted: bool) -> dict[str, str]:
    """No program can be found but by tasks of a trusted template, and copier does without git."""
    variables = git.environment(home=home)
    if not trusted:
        variables["PATH"] = ""
    here = str(Path(__file__).parents[2])
    return {**variables, "TMPDIR": str(home), "PYTHONPATH": here, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}


def main() -> None:
    """Answer one line after the other until nobody asks."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what templates print is nobody's answer
    _bound()
    for line in sys.stdin:
        _more_time()
        try:
            answer = {"done": _done(json.loads(line))}
        except MemoryError:
            answer = {"error": "rendering the template took too much time or memory"}
        except Exception as error:
            answer = {"error": " ".join(str(error).split()) or type(error).__name__}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _bound() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, LARGEST)):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _more_time() -> None:
    """The bound counts from the process's first second, so each task moves it on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS // 2, -1))


def _done(asked: dict[str, Any]) -> Any:
    from dativo_gen.scaffold import guard  # noqa: PLC0415  (each only where it is asked for: copier takes 0.3 s)

    if "demands" in asked:
        return list(guard.demands(Path(asked["demands"])))
    if "skipped" in asked:
        given = asked["skipped"]
        return guard.skipped(Path(given["place"]), yaml.safe_load(given["answers"]), given["paths"])
    return _rendered(**asked["render"])


def _rendered(place: str, target: str, answers: str, trusted: bool) -> None:
    from dativo_gen.scaffold.copier_run import Rendering, render  # noqa: PLC0415 - only when used

    render(Rendering(place, Path(target), yaml.safe_load(answers), trusted=trusted))


if __name__ == "__main__":
    main()

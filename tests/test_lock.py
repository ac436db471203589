"""Two runs at once: the second says who holds the folder."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dativo_gen.lock import LockedError, locked
from tests.ondisk import put, render, tree

STACK = tree({"s": {"main.tf": "a"}})

HOLD = """
import sys
from pathlib import Path
from dativo_gen.lock import locked
with locked(Path(sys.argv[1]), print):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def other_run(output: Path) -> Iterator[int]:
    command = [sys.executable, "-c", HOLD, str(output)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        try:
            yield process.pid
        finally:
            process.kill()


def test_a_second_run_says_who_holds_the_lock_and_gives_up(tmp_path: Path) -> None:
    said: list[str] = []
    with other_run(tmp_path) as pid:
        with pytest.raises(LockedError, match=f"process {pid} on "), locked(tmp_path, said.append, 0.01):
            pass
        assert len(said) == 1
        assert f"process {pid} on " in said[0]


def test_a_second_run_goes_on_when_the_first_is_killed(tmp_path: Path) -> None:
    with other_run(tmp_path):
        pass
    render(tmp_path, STACK)
    assert not (tmp_path / ".dativo-gen.lock.holder").exists()


def test_a_planted_link_in_place_of_the_holder_is_not_written_through(tmp_path: Path) -> None:
    put(tmp_path, {"elsewhere": "keep", "out/x": ""})
    (tmp_path / "out/.dativo-gen.lock.holder").symlink_to(tmp_path / "elsewhere")
    render(tmp_path / "out", STACK)
    assert (tmp_path / "elsewhere").read_text() == "keep"

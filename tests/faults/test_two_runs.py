"""Two runs at once, and eight: one writes, the others wait or say who does."""

from __future__ import annotations

import os
import re
import socket
from pathlib import Path

import pytest

from dativo_gen.lock import LockedError, WriteFailedError, locked
from dativo_gen.manifest import HOLDER
from tests.faults.small import VERSIONS, Small, exit_code, in_a_fork, small
from tests.ondisk import compare, empty_folders, render, standing, tree
from tests.removals import Repository
from tests.test_lock import other_run

STACK = tree({"s": {"main.tf": "a"}})


def test_eight_runs_at_once_leave_what_one_leaves(tmp_path: Path) -> None:
    repository = small(tmp_path / "r")
    for version in VERSIONS:  # the first time the folder is not there: who comes too late must not take it away
        repository.become(version)
        runs = [repository.fork() for _ in range(8)]
        assert [exit_code(run) for run in runs] == [0] * 8
        assert standing(repository.output) == repository.from_scratch()
        assert empty_folders(repository.output) == set()


def test_eight_runs_at_once_that_have_nothing_to_write_leave_nothing(tmp_path: Path) -> None:
    output = tmp_path / "out"

    def hold() -> int:
        for _ in range(20):
            with locked(output, lambda _: None):
                assert compare(output, tree({})).idle
        return 0

    assert [exit_code(run) for run in [in_a_fork(hold) for _ in range(8)]] == [0] * 8
    assert list(tmp_path.iterdir()) == []


def test_no_two_of_eight_runs_hold_a_folder_that_comes_and_goes(tmp_path: Path) -> None:
    output, mark = tmp_path / "out", tmp_path / "mark"

    def hold() -> int:
        for _ in range(20):
            with locked(output, lambda _: None):
                os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
                mark.unlink()
        return 0

    assert [exit_code(run) for run in [in_a_fork(hold) for _ in range(8)]] == [0] * 8


def test_no_wait_says_who_holds_the_folder_and_since_when(tmp_path: Path) -> None:
    repository = small(tmp_path / "r")
    repository.done()
    before = standing(repository.output)
    repository.become(VERSIONS[1])
    with other_run(repository.output) as pid:
        ran = repository.render("--no-wait")
    assert ran.code == 5
    who = rf"another run \(process {pid} on {re.escape(socket.gethostname())}, since \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d\)"
    assert re.search(who + r" writes to .*generated; run again when it is done\n", ran.stderr)
    assert {**standing(repository.output), **before} == standing(repository.output)
    repository.is_repaired()


def test_the_note_of_a_dead_run_is_not_believed(tmp_path: Path) -> None:
    dead = in_a_fork(lambda: 0)
    exit_code(dead)
    with other_run(tmp_path):
        (tmp_path / HOLDER).write_text(f"process {dead} on {socket.gethostname()}")
        with pytest.raises(LockedError, match=r"^another run writes to"), locked(tmp_path, pytest.fail, 0):
            pass


def test_the_note_of_another_machine_is_believed(tmp_path: Path) -> None:
    with other_run(tmp_path):
        (tmp_path / HOLDER).write_text("process 1 on elsewhere.example")
        with (
            pytest.raises(LockedError, match=r"process 1 on elsewhere\.example, since"),
            locked(tmp_path, pytest.fail, 0),
        ):
            pass


@pytest.mark.parametrize("note", [b"", b"\xff", b"process x on y", b"process 9999999999999999999999 on here"])
def test_a_note_that_is_none_is_not_believed(tmp_path: Path, note: bytes) -> None:
    with other_run(tmp_path):
        (tmp_path / HOLDER).write_bytes(note.replace(b"here", socket.gethostname().encode()))
        with pytest.raises(LockedError, match=r"^another run writes to"), locked(tmp_path, pytest.fail, 0):
            pass


def test_a_run_that_writes_nothing_leaves_no_folder(tmp_path: Path) -> None:
    with locked(tmp_path / "a/b/out", pytest.fail) as held:
        assert held.output.is_dir()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(KeyError), locked(tmp_path / "out", pytest.fail):
        raise KeyError
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_before_stays(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with locked(tmp_path / "out", pytest.fail):
        pass
    assert (tmp_path / "out").is_dir()
    render(tmp_path / "out", STACK)
    assert (tmp_path / "out/s/main.tf").read_text() == "a"


def test_a_first_run_that_is_refused_leaves_no_folder(tmp_path: Path) -> None:
    repository = small(tmp_path / "r")
    repository.done()
    history = _committed(repository)
    next((repository.root / "jobs").glob("*/orders.yaml")).unlink()
    ran = repository.render()
    assert (ran.code, history.exists()) == (4, False), ran


def test_a_lock_that_cannot_be_made_leaves_no_folder(tmp_path: Path) -> None:
    long = tmp_path / "a" / ("n" * 300)
    with pytest.raises(WriteFailedError, match="name too long"), locked(long, pytest.fail):
        pass


def _committed(repository: Small) -> Path:
    """The rendered tree in a commit, and nothing on the disk. Returns the output folder."""
    Repository(repository.root).commit()
    Repository(repository.root).delete_output()
    return repository.output

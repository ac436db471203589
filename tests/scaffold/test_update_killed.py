"""Updates that are killed, or that the disk refuses: a tenant is as it was or wholly updated, and no edit is lost."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dativo_gen.lock import DiskError, LockedError
from dativo_gen.scaffold.held import held
from dativo_gen.scaffold.trees import File
from dativo_gen.scaffold.writeback import STAGE, Change, MovedError, recover, write_back
from tests.scaffold.yard import Yard, edit, texts

CHANGES = (
    Change("gone/deep.yaml", File(b"old\n"), None),
    Change("a.yaml", File(b"old\n"), File(b"new\n")),
    Change("b/new.yaml", None, File(b"new\n")),
    Change("run.sh", File(b"old\n"), File(b"new\n", executable=True)),
    Change(".copier-answers.yml", File(b"_commit: v1\n"), File(b"_commit: v2\n")),
)
BEFORE = {each.path: each.before.data.decode() for each in CHANGES if each.before} | {"own": "mine\n"}
AFTER = {each.path: each.after.data.decode() for each in CHANGES if each.after} | {"own": "mine\n"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in BEFORE.items():
        (tmp_path / "acme" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "acme" / path).write_text(text)
    return tmp_path / "acme"


def test_changes_are_made_and_nothing_is_left_behind(folder: Path) -> None:
    write_back(folder, CHANGES)
    assert texts(folder) == AFTER
    assert not (folder / "gone").exists() and not (folder / STAGE).exists()
    assert os.access(folder / "run.sh", os.X_OK) and not os.access(folder / "a.yaml", os.X_OK)


def steps() -> int:
    """How many steps the changes take: each file written, the decision, each file put in place."""
    return sum(each.after is not None for each in CHANGES) + 1 + len(CHANGES)


@pytest.mark.parametrize("step", range(steps() + 1))
def test_a_run_killed_at_any_step_is_finished_or_forgotten_by_the_next(folder: Path, step: int) -> None:
    killed_at(folder, step)
    recover(folder)
    decided = step > sum(each.after is not None for each in CHANGES)
    assert texts(folder) == (AFTER if decided else BEFORE)
    assert not (folder / STAGE).exists()
    recover(folder)
    assert texts(folder) == (AFTER if decided else BEFORE)


def killed_at(folder: Path, step: int) -> None:
    """A process makes the changes and is killed after so many steps."""
    child = os.fork()
    if child == 0:
        count = 0

        def reached(_: str) -> None:
            nonlocal count
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)

        if step == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        write_back(folder, CHANGES, reached)
        os._exit(0)
    os.waitpid(child, 0)


@pytest.mark.parametrize("step", range(1, steps() + 1))
def test_a_run_that_breaks_off_at_any_step_is_undone(folder: Path, step: int) -> None:
    count = 0

    def reached(_: str) -> None:
        nonlocal count
        count += 1
        if count == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_back(folder, CHANGES, reached)
    assert texts(folder) == BEFORE
    assert not (folder / STAGE).exists()


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.path)
def test_what_somebody_else_changed_meanwhile_is_not_overwritten(folder: Path, change: Change) -> None:
    place = folder / change.path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("of somebody else\n")
    before = texts(folder)
    with pytest.raises(MovedError, match=f"{change.path} was changed"):
        write_back(folder, CHANGES)
    assert texts(folder) == before


def test_a_folder_in_the_place_of_a_file_undoes_everything(folder: Path) -> None:
    (folder / "z.yaml" / "x").mkdir(parents=True)
    with pytest.raises(DiskError):
        write_back(folder, (*CHANGES, Change("z.yaml", None, File(b"new\n"))))
    assert texts(folder) == BEFORE


def test_a_folder_that_became_a_link_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (folder / "b").symlink_to(tmp_path / "outside")
    with pytest.raises(DiskError, match="b is a link"):
        write_back(folder, CHANGES)
    assert not list((tmp_path / "outside").iterdir())


def test_one_run_at_a_time_holds_a_repository(tmp_path: Path) -> None:
    told: list[str] = []
    with held(tmp_path, told.append), pytest.raises(LockedError), held(tmp_path, told.append, seconds=0.2):
        pass
    assert len(told) == 1
    with held(tmp_path, told.append):
        assert not list(tmp_path.iterdir())


SCRIPT = """
import sys
from pathlib import Path
from tests.scaffold.yard import Yard
(result,) = Yard(Path(sys.argv[1]), sys.argv[2]).update("acme")
sys.exit(result.status not in ("updated", "up to date"))
"""


def killed_after(yard: Yard, seconds: float) -> bool:
    """A whole update in a process of its own, killed then; whether it was still running."""
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(yard.root), yard.url], start_new_session=True)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return True
    return False


def trial(yard: Yard, moments: list[float]) -> None:
    edit(yard.folder("acme") / "orders.yaml", "key2: 2", "key2: mine")
    before = texts(yard.folder("acme"))
    for seconds in moments:
        killed_after(yard, seconds)
        recover(yard.folder("acme"))
        found = texts(yard.folder("acme"))
        assert found == before or ("key15: new" in found["orders.yaml"] and "new.yaml" in found)
        assert "key2: mine" in found["orders.yaml"]
    (result,) = yard.update("acme")
    assert result.status in ("updated", "up to date")
    found = texts(yard.folder("acme"))
    assert "key2: mine" in found["orders.yaml"] and "key15: new" in found["orders.yaml"]


def test_an_update_killed_at_some_moment_is_made_whole_by_the_next(two: Yard) -> None:
    trial(two, [random.Random(7).uniform(0.5, 1.5)])


@pytest.mark.long
def test_updates_killed_at_many_moments_are_made_whole_by_the_next(two: Yard) -> None:
    begin = time.monotonic()
    killed_after(two, 60)
    longest = time.monotonic() - begin
    chance = random.Random(11)
    for number in range(60):
        name = f"acme{number}"
        two.tenant(name)
        (two.folder("acme")).rename(two.folder(f"old{number}"))
        two.tenant("acme")
        trial(two, [chance.uniform(longest * 0.3, longest)])

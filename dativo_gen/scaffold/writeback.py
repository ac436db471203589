"""Changes to a folder's files, all or none: a killed run is finished by the next one, a failed one undone.

The new files are first written whole beside the old ones, with a plan. From the moment that the plan is there the
changes count as made.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dativo_gen.lock import DiskError, failing
from dativo_gen.scaffold.guard import in_the_way
from dativo_gen.scaffold.trees import File

STAGE = ".dativo-gen-update"
"""In a tenant's folder while it is written. The dot keeps readers of jobs out."""

_PLAN = "plan.json"


class MovedError(DiskError):
    """A file is not what it was when it was read; nothing was written."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file before and after, by its path from the folder; None: there is none."""

    path: str
    before: File | None
    after: File | None


@dataclass(frozen=True, slots=True)
class Pen:
    """What begins and what makes changes to a folder."""

    begin: Callable[[Path], None]
    write: Callable[[Path, Sequence[Change]], None]


def recover(folder: Path) -> None:
    """Finish what a killed run decided to write; forget what it did not get that far with. Raises DiskError."""
    stage = folder / STAGE
    if not stage.is_dir() or stage.is_symlink():
        return
    with failing(stage):
        if (stage / _PLAN).is_file():
            for step in json.loads((stage / _PLAN).read_text(encoding="utf-8")):
                _take(folder, stage, step)
        _forget(stage)


def write_back(folder: Path, changes: Sequence[Change], reached: Callable[[str], None] = lambda step: None) -> None:
    """Make the changes, in their order. `reached` hears of every step.

    Raises MovedError before anything is written, DiskError after undoing what was done.
    """
    stage = folder / STAGE
    with failing(folder):
        _unmoved(folder, changes)
        stage.mkdir()
        try:
            steps = [_stage(stage, number, change, reached) for number, change in enumerate(changes)]
            _unmoved(folder, changes)
            _decide(stage, steps)
            reached("decided")
            for step in steps:
                _take(folder, stage, step)
                reached(step["path"])
        except BaseException:
            _undo(folder, stage, changes)
            raise
        _forget(stage)


def _unmoved(folder: Path, changes: Sequence[Change]) -> None:
    faults = in_the_way(folder, [change.path for change in changes])
    if faults:
        raise MovedError(faults[0])
    for change in changes:
        if _current(folder / change.path) != (change.before.data if change.before else None):
            raise MovedError(f"{change.path} was changed by somebody else meanwhile; run again")


def _current(place: Path) -> bytes | None:
    try:
        return place.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _stage(stage: Path, number: int, change: Change, reached: Callable[[str], None]) -> dict[str, Any]:
    """Write one file whole, with the rights of the one it replaces."""
    if change.after is None:
        return {"path": change.path, "file": None}
    place = stage / str(number)
    with place.open("xb") as file:
        file.write(change.after.data)
        file.flush()
        os.fsync(file.fileno())
    old = stage.parent / change.path
    mode = (old if change.before else place).stat().st_mode & 0o7777
    place.chmod(mode | (mode & 0o444) >> 2 if change.after.executable else mode & ~0o111)
    reached(place.name)
    return {"path": change.path, "file": place.name}


def _decide(stage: Path, steps: Sequence[dict[str, Any]]) -> None:
    new = stage / f"{_PLAN}.new"
    with new.open("x", encoding="utf-8") as file:
        json.dump(steps, file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(stage / _PLAN)


def _take(folder: Path, stage: Path, step: dict[str, Any]) -> None:
    """One step of the plan; one that was taken before is passed over."""
    place = folder / step["path"]
    if in_the_way(folder, [step["path"]]):
        raise OSError(f"{step['path']} became a link")
    if step["file"] is None:
        place.unlink(missing_ok=True)
        _drop_empty(folder, place.parent)
    elif (stage / step["file"]).is_file():
        place.parent.mkdir(parents=True, exist_ok=True)
        (stage / step["file"]).replace(place)


def _drop_empty(folder: Path, inner: Path) -> None:
    with suppress(OSError):
        while inner != folder:
            inner.rmdir()
            inner = inner.parent


def _undo(folder: Path, stage: Path, changes: Sequence[Change]) -> None:
    """As it was before, as far as the system lets; only what this run put there is taken back."""
    for change in reversed(changes):
        place = folder / change.path
        with suppress(OSError):
            if _current(place) != (change.after.data if change.after else None) or change.before == change.after:
                continue
            if change.before is None:
                place.unlink()
                _drop_empty(folder, place.parent)
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(change.before.data)
    _forget(stage)


def _forget(stage: Path) -> None:
    """The plan goes first: without it the rest means nothing."""
    (stage / _PLAN).unlink(missing_ok=True)
    shutil.rmtree(stage, ignore_errors=True)


PEN = Pen(recover, write_back)
DRY = Pen(lambda folder: None, lambda folder, changes: None)
"""Writes nothing."""

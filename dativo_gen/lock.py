"""The edge that lets one run at a time write to an output folder."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dativo_gen.manifest import HOLDER, LOCK

if TYPE_CHECKING:
    from filelock import FileLock

_NOTE = re.compile(r"process (?P<process>[0-9]+) on (?P<machine>.+)")
_TRIES = 20


class DiskError(Exception):
    """The output folder cannot be written; the message is for the user."""


class LockedError(DiskError):
    """Another run holds the output folder."""


class WriteFailedError(DiskError):
    """The system refused to write. The next run repairs what was left."""


@dataclass(frozen=True, slots=True)
class Held:
    """An output folder that no other run writes to as long as `locked` lasts."""

    output: Path


@contextmanager
def locked(output: Path, waiting: Callable[[str], None], seconds: float = 60.0) -> Iterator[Held]:
    """Hold `output` (made if missing) against other runs; scan inside, others may have written before.

    If another run holds it, calls `waiting` once with who that is and waits up to `seconds`, then raises
    LockedError; with 0 seconds it does so at once. Raises WriteFailedError if the folder cannot be written.
    Folders that were made for the lock alone are taken away again.
    """
    from filelock import FileLock  # noqa: PLC0415 - it brings asyncio, and most commands only read

    with failing(output):
        made = _passing(output)
        lock = FileLock(output / LOCK)
        try:
            _acquire(lock, output, waiting, seconds)
        except OSError:
            _drop(made)
            raise
    try:
        with failing(output / HOLDER):
            (output / HOLDER).unlink(missing_ok=True)
            with (output / HOLDER).open("x", encoding="utf-8") as file:
                file.write(f"process {os.getpid()} on {socket.gethostname()}")
        yield Held(output)
    finally:
        with suppress(OSError):
            (output / HOLDER).unlink(missing_ok=True)
        if made:
            _unmake(made, output)
        lock.release()


def _passing(output: Path) -> list[Path]:
    """What goes again if nothing is written, deepest first: what is missing of the path, or the folder that another
    run has made and holds, with nothing in it yet."""
    missing = [each for each in (output, *output.parents) if not each.exists()]
    try:
        names = {each.name for each in output.iterdir()}
    except OSError:
        return missing
    return missing or ([output] if names and names <= {LOCK, HOLDER} else [])


def _unmake(made: list[Path], output: Path) -> None:
    """Nothing was written: nothing is left. The lock is still held, and who waits for it sees that its file is gone."""
    with suppress(OSError):
        if [each.name for each in output.iterdir()] == [LOCK]:
            (output / LOCK).unlink()
            _drop(made)


def _drop(folders: list[Path]) -> None:
    with suppress(OSError):  # another run is in it
        for folder in folders:
            folder.rmdir()


def _take(lock: FileLock, output: Path, seconds: float) -> None:
    """Raises Timeout. Tries again where another run takes the folder away between making it and locking it."""
    for last in (*[False] * _TRIES, True):
        try:
            output.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=seconds)
            return
        except (FileNotFoundError, FileExistsError):
            if last:
                raise


def _acquire(lock: FileLock, output: Path, waiting: Callable[[str], None], seconds: float) -> None:
    from filelock import Timeout  # noqa: PLC0415 - as above

    try:
        _take(lock, output, 0)
    except Timeout:
        if seconds <= 0:
            raise LockedError(f"{_holder(output)} writes to {output}; run again when it is done") from None
        waiting(f"{_holder(output)} writes to {output}; waiting up to {seconds:g} seconds")
        try:
            _take(lock, output, seconds)
        except Timeout:
            who = _holder(output)
            message = f"{who} still writes to {output} after {seconds:g} seconds; run again when it is done"
            raise LockedError(message) from None


def _holder(output: Path) -> str:
    """Who holds the lock, and since when its note stands; not by the note of a run that is dead."""
    try:
        said = (output / HOLDER).read_text(encoding="utf-8")
        written = (output / HOLDER).stat().st_mtime
    except (OSError, UnicodeDecodeError):
        return "another run"
    note = _NOTE.fullmatch(said)
    if note is None or (note["machine"] == socket.gethostname() and not _is_alive(int(note["process"]))):
        return "another run"
    return f"another run ({said}, since {datetime.fromtimestamp(written).astimezone():%Y-%m-%d %H:%M:%S})"


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # it is another user's
        return True
    return True


@contextmanager
def failing(path: Path) -> Iterator[None]:
    """Says what the system refuses as WriteFailedError, with `path`."""
    try:
        yield
    except OSError as error:
        raise WriteFailedError(f"cannot write {path}: {error.strerror or error}") from error

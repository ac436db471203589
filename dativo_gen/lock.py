"""The edge that lets one run at a time write to an output folder."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from dativo_gen.manifest import HOLDER, LOCK


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
    LockedError. Raises WriteFailedError if the folder cannot be written.
    """
    with failing(output):
        output.mkdir(parents=True, exist_ok=True)
        lock = FileLock(output / LOCK)
        _acquire(lock, output, waiting, seconds)
    try:
        with failing(output / HOLDER):
            (output / HOLDER).unlink(missing_ok=True)
            with (output / HOLDER).open("x", encoding="utf-8") as file:
                file.write(f"process {os.getpid()} on {socket.gethostname()}")
        yield Held(output)
    finally:
        with suppress(OSError):
            (output / HOLDER).unlink(missing_ok=True)
        lock.release()


def _acquire(lock: FileLock, output: Path, waiting: Callable[[str], None], seconds: float) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        waiting(f"{_holder(output)} writes to {output}; waiting up to {seconds:g} seconds")
        try:
            lock.acquire(timeout=seconds)
        except Timeout:
            who = _holder(output)
            message = f"{who} still writes to {output} after {seconds:g} seconds; run again when it is done"
            raise LockedError(message) from None


def _holder(output: Path) -> str:
    try:
        return f"another run ({(output / HOLDER).read_text(encoding='utf-8')})"
    except (OSError, UnicodeDecodeError):
        return "another run"


@contextmanager
def failing(path: Path) -> Iterator[None]:
    """Says what the system refuses as WriteFailedError, with `path`."""
    try:
        yield
    except OSError as error:
        raise WriteFailedError(f"cannot write {path}: {error.strerror or error}") from error

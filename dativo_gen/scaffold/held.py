"""One run at a time changes the tenants of a repository: its folder itself is locked, so that no file is left."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from dativo_gen.lock import LockedError, failing


@contextmanager
def held(root: Path, waiting: Callable[[str], None], seconds: float = 60.0) -> Iterator[None]:
    """Hold the folder `root` against other runs of `update` and `scaffold`.

    Calls `waiting` once if another run holds it, and waits up to `seconds`. Raises LockedError, WriteFailedError.
    """
    with failing(root):
        handle = os.open(root, os.O_RDONLY)
    try:
        _acquire(handle, root, waiting, seconds)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, root: Path, waiting: Callable[[str], None], seconds: float) -> None:
    end = time.monotonic() + seconds
    told = False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= end:
                raise LockedError(
                    f"another run still changes tenants of {root.name}/ after {seconds:g} seconds"
                ) from None
            if not told:
                waiting(f"another run changes tenants of {root.name}/; waiting up to {seconds:g} seconds")
                told = True
            time.sleep(0.1)

"""Keeps what a template may see of this machine to nothing: no variables, no programs, no look at the disk."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_SHIELDED: ContextVar[bool] = ContextVar("shielded", default=False)
_KEPT = ("TERM", "COLORTERM", "NO_COLOR", "COLUMNS", "LINES", "LANG")
"""What questions on a terminal need, and holds no secret."""


class ShieldError(PermissionError):
    """A template tried to look at the disk."""


@contextmanager
def shielded() -> Iterator[None]:
    """As long as it lasts, templates that are rendered in this process find nothing.

    `expandvars` is a filter of copier's: it would write tokens from the environment into files. `fileglob` is another.
    """
    before = dict(os.environ)
    reset = _SHIELDED.set(True)
    _hook()
    os.environ.clear()
    os.environ.update({name: before[name] for name in _KEPT if name in before} | {"PATH": "", "HOME": os.devnull})
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        _SHIELDED.reset(reset)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """`glob.glob` is what `fileglob` calls; copier itself does not."""
    del arguments
    if event == "glob.glob" and _SHIELDED.get():
        raise ShieldError("the template looks at files of this machine")


def _hook() -> None:
    if not getattr(sys, "_dativo_gen_shield", False):
        sys.addaudithook(_refuse)
        sys._dativo_gen_shield = True  # type: ignore[attr-defined]  # a mark of ours

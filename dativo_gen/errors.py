"""How anything wrong is said, everywhere: a place, a code, what is wrong, what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A place in an input file; `file` is relative to the repository's root, line and column count from 1.

    A tuple, since every key and value has one: it is quick to make and to compare, and no work for the collector.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong. `code` is a key of `codes.CODES`, which also decides error or warning."""

    span: Span
    code: str
    message: str
    hint: str = ""


class Rejected(Exception):
    """A room cannot go on; carries every problem that it found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(f"{p.span}: {p.code}: {p.message}" for p in self.problems))


Report = Callable[[Problem], None]
"""Where a room puts problems that do not stop it (warnings, and errors beside which it can still look for more)."""

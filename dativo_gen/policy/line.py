"""One line of the policy: where it stands, and what it accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dativo_gen.node import Node


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)


def matches(pattern: str, text: str) -> bool:
    """Whether all of `text` fits; `*` stands for any text, also none, and every other character for itself."""
    return _compiled(pattern).fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Line:
    """A value of the policy. `name` is its path below `policy`, `patterns` its texts."""

    name: str
    node: Node
    patterns: tuple[str, ...] = ()

    def accepts(self, text: str) -> bool:
        return any(matches(pattern, text) for pattern in self.patterns)

    def __str__(self) -> str:
        return f"`policy.{self.name}` ({self.node.span})"

    @property
    def choice(self) -> str:
        """What may be written instead, for a hint."""
        if not self.patterns:
            return f"nothing is allowed there: mend `policy.{self.name}`, or make an exception"
        shown = ", ".join(self.patterns[:_SHOWN])
        more = f" and {len(self.patterns) - _SHOWN} more" if len(self.patterns) > _SHOWN else ""
        return f"write {shown}" if len(self.patterns) == 1 else f"write one of: {shown}{more}"


_SHOWN = 8


def line_at(policy: Node, *path: str) -> Line | None:
    """The line at a path, with its texts; None where the policy says nothing."""
    node = policy.get(*path)
    return Line(".".join(path), node, texts(node)) if node is not None and node.value is not None else None


def items_at(policy: Node, key: str) -> Iterator[tuple[str, Line]]:
    """Each item of a list of the policy, as a line of its own."""
    node = policy.get(key)
    for item in node.elements if node is not None else ():
        yield item.text, Line(key, item)


def texts(node: Node) -> tuple[str, ...]:
    """One text or a list of them."""
    return tuple(item.text for item in node.elements) if node.is_list else (node.text,)

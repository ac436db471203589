"""Two readings of one YAML file -> the keys in which they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dativo_gen.node import Node, Path

What = Literal["changed", "added", "removed", "in another order"]
"""What became of a value."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that is not what it was. `whole`: it is (and was) no mapping, so a higher layer replaces it whole."""

    path: Path
    what: What = "changed"
    whole: bool = False

    @property
    def key(self) -> str:
        """The path as people write it: `infrastructure.resources[1].name`."""
        return shown_key(self.path)


def shown_key(path: Path) -> str:
    """A path of keys and list positions in one word."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{_quoted(part)}" for part in path)
    return "".join(parts).removeprefix(".")


def _quoted(key: str) -> str:
    return key if key and not set(key) & set('.[]" \n\t') else '"' + key.replace('"', '\\"') + '"'


def differences(old: Node, new: Node, path: Path = ()) -> Iterator[Difference]:
    """The values that differ, each by its longest path; comments, layout and quotes make none.

    The order of keys counts, since a resolved job is written in the order of its author. A number that is written in
    another way (`1.0`, `1.00`) differs.
    """
    if old is new:
        return
    if old.is_mapping and new.is_mapping:
        yield from _in_mapping(old, new, path)
    elif old.is_list and new.is_list and len(old.elements) == len(new.elements):
        for number, (before, after) in enumerate(zip(old.elements, new.elements, strict=True)):
            yield from differences(before, after, (*path, number))
    elif old.is_scalar and new.is_scalar:
        if _content(old) != _content(new):
            yield Difference(path, whole=True)
    else:
        yield Difference(path, whole=not old.is_mapping and not new.is_mapping)


def _in_mapping(old: Node, new: Node, path: Path) -> Iterator[Difference]:
    for key, node in old.items.items():
        if key not in new.items:
            yield Difference((*path, key), "removed")
        else:
            yield from differences(node, new.items[key], (*path, key))
    for key in new.items:
        if key not in old.items:
            yield Difference((*path, key), "added")
    if not _in_order(old, new):
        yield Difference(path, "in another order")


def _in_order(old: Node, new: Node) -> bool:
    """Whether the keys that both have stand in one order, and are text (or not) in both."""
    before = [(key, type(key)) for key in old.items if key in new.items]
    after = [(key, type(key)) for key in new.items if key in old.items]
    return before == after


def _content(node: Node) -> tuple[object, ...]:
    return type(node.value), node.value, node.written

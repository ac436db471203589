"""The value that every room passes on: plain YAML data whose every part knows where it was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import is_
from typing import Any

from dativo_gen.errors import Span
from dativo_gen.record import record

Scalar = str | int | float | bool | None
Path = tuple[str | int, ...]


class PlainKey(str):
    """A mapping key that YAML reads as something else than text (`on`, `1`); its text is what was written."""

    __slots__ = ()


class WrittenInt(int):
    """An integer that YAML reads differently from how it is written (`0123` is 83); `written` is the text."""

    written: str


class WrittenFloat(float):
    """A float whose text is lost by reading it (`1.10` is 1.1); `written` is the text."""

    written: str


@record(frozen=True, slots=True)
class Node:
    """A scalar, a tuple of nodes, or a mapping of nodes, with its place and its history.

    `span` is where the value stands, `key_span` where its key stands (the value's own place for list items).
    `written` is the text of a plain scalar that YAML reads as a number, a boolean, a null or a date.
    `template` is the text before interpolation, if that changed it.
    """

    value: Scalar | tuple[Node, ...] | dict[str, Node]
    span: Span
    key_span: Span
    layer: str = ""
    overrode: tuple[Node, ...] = ()
    written: str | None = None
    template: str | None = None

    def __reduce__(self) -> tuple[type[Node], tuple[object, ...]]:
        """For other processes: by position, in half the time and space of a mapping of its fields."""
        return Node, (
            self.value,
            self.span,
            self.key_span,
            self.layer,
            self.overrode,
            self.written,
            self.template,
        )

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.value, dict)  # asked so often that the check for any Mapping would show

    @property
    def is_list(self) -> bool:
        return isinstance(self.value, tuple)

    @property
    def is_scalar(self) -> bool:
        return not isinstance(self.value, (tuple, dict))

    @property
    def items(self) -> Mapping[str, Node]:
        """The entries of a mapping; empty for anything else."""
        value = self.value
        return value if type(value) is dict or isinstance(value, dict) else {}

    @property
    def elements(self) -> tuple[Node, ...]:
        """The items of a list; empty for anything else."""
        return self.value if isinstance(self.value, tuple) else ()

    @property
    def text(self) -> str:
        """A scalar as the author wrote it (`1.10` stays `1.10`); the kind of anything else, for messages."""
        if type(self.value) is str and self.written is None:
            return self.value
        if not self.is_scalar:
            return self.kind
        if self.written is not None:
            return self.written
        if isinstance(self.value, bool):
            return str(self.value).lower()
        return "" if self.value is None else str(self.value)

    @property
    def kind(self) -> str:
        """The word for this value in a message."""
        if self.is_mapping:
            return "a mapping"
        if self.is_list:
            return "a list"
        if self.value is None:
            return "null"
        return {bool: "true/false", int: "a number", float: "a number"}.get(type(self.value), "text")

    def get(self, *path: str | int) -> Node | None:
        """The node at a path of keys and list positions, or None."""
        node: Node | None = self
        for part in path:
            if node is None:
                return None
            value = node.value
            if type(value) is dict:  # quicker than to ask for an instance, and asked two hundred times a job
                node = value.get(part)  # type: ignore[arg-type]  # a mapping has no number
            elif isinstance(part, int):
                node = node.elements[part] if part < len(node.elements) else None
            else:
                node = node.items.get(part)
        return node

    def with_items(self, items: Mapping[str, Node]) -> Node:
        """The same mapping with other entries; itself where each entry is the one that it has."""
        own = self.value
        same = isinstance(own, dict) and len(own) == len(items) and all(map(is_, own.values(), items.values()))
        return self if same and list(self.items) == list(items) else self.with_value(dict(items))

    def with_value(self, value: Scalar | tuple[Node, ...] | dict[str, Node]) -> Node:
        """The same node with another value."""
        return Node(value, self.span, self.key_span, self.layer, self.overrode, self.written, self.template)

    def with_text(self, text: str, template: str | None = None) -> Node:
        """The same node with a text that is not as it was written; `template` if there is a new one."""
        return Node(text, self.span, self.key_span, self.layer, self.overrode, None, template or self.template)

    def over(self, *lower: Node) -> Node:
        """The same node as what took the place of other ones, the nearest first."""
        return Node(self.value, self.span, self.key_span, self.layer, lower, self.written, self.template)


def plain(node: Node) -> Any:
    """Plain Python data. Dates stay the text as written; numbers that YAML changes carry their `written` text."""
    value = node.value
    if isinstance(value, dict):
        return {key: plain(child) for key, child in value.items()}
    if isinstance(value, tuple):
        return [plain(child) for child in value]
    if node.written is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and str(value) != node.written:
        changed = WrittenInt(value)
        changed.written = node.written
        return changed
    if isinstance(value, float) and repr(value) != node.written:
        lossy = WrittenFloat(value)
        lossy.written = node.written
        return lossy
    return value


def locate(node: Node, path: Iterable[str | int]) -> Span:
    """The place of the deepest part of `path` that exists (union tags and the like in pydantic's `loc` are skipped)."""
    for part in path:
        child = node.get(part)
        if child is not None:
            node = child
    return node.span


def locate_key(node: Node, path: Iterable[str | int]) -> Span:
    """Like `locate`, but the place of the key."""
    for part in path:
        child = node.get(part)
        if child is not None:
            node = child
    return node.key_span


def made(value: Scalar | tuple[Node, ...] | dict[str, Node], span: Span, layer: str = "") -> Node:
    """A node that the program made, told to stand at `span`."""
    return Node(value, span, span, layer)


def from_plain(data: Any, span: Span) -> Node:
    """Plain data (as from JSON) as nodes that all stand at `span`."""
    if isinstance(data, Mapping):
        return made({str(key): from_plain(child, span) for key, child in data.items()}, span)
    if isinstance(data, list | tuple):
        return made(tuple(from_plain(child, span) for child in data), span)
    return made(data, span)

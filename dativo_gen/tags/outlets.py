"""A job's tags in the form of each place that they go to, as the settings tune it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dativo_gen.errors import Problem
from dativo_gen.node import Node
from dativo_gen.tags.emit import Emitted, Entry, emit
from dativo_gen.tags.policy import NO_POLICY, TagPolicy
from dativo_gen.tags.tag import Tags

_REPORTED = {"aws": ("aws_cur",)}
"""Where a cloud's report turns keys into columns: two keys that meet there are an error, though both may be set."""


@dataclass(frozen=True, slots=True)
class Outlets:
    """The tags of one job, its cloud and the policy of the settings."""

    tags: Tags
    provider: str | None = None
    policy: TagPolicy = NO_POLICY

    def emitted(self, name: str) -> Emitted:
        """The tags at one destination. Raises KeyError where there is none of that name."""
        return emit(self.tags, self.policy.destination(name, self.provider))

    def nodes(self, name: str) -> dict[str, Node]:
        """The emitted keys, each with its value at the place of the tag."""
        return {entry.key: as_node(entry) for entry in self.emitted(name).entries}

    def reported(self) -> Iterator[Problem]:
        """What the cloud's cost report could not keep apart."""
        for name in _REPORTED.get(self.provider or "", ()):
            yield from self.emitted(name).problems


def as_node(entry: Entry) -> Node:
    """An emitted value where its tag was written; what stands there is kept as its `template`."""
    node = entry.tag.node
    said = node.text if node.is_scalar and node.text != entry.value else None
    return Node(entry.value, node.span, node.key_span, node.layer, template=node.template or said)


def changes(emitted: Emitted) -> Mapping[str, Mapping[str, object]]:
    """Of each canonical key, what the destination gets in its place; only keys for which that differs.

    A tag that does not get there at all has `left_out` in place of `key` and `value`.
    """
    found: dict[str, Mapping[str, object]] = {}
    for entry in emitted.entries:
        if (entry.key, entry.value) != (entry.tag.key, entry.tag.text):
            found[entry.tag.key] = {"key": entry.key, "value": entry.value, "why": list(entry.changes)}
    return found


def left_out(emitted: Emitted, tags: Tags) -> tuple[str, ...]:
    """The canonical keys that do not get to the destination."""
    there = {entry.tag.key for entry in emitted.entries}
    return tuple(tag.key for tag in tags.items if tag.key not in there)

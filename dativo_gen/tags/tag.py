"""A tag, and the tags of a job: what the merge makes and everything after it reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from dativo_gen.errors import Span
from dativo_gen.node import Node
from dativo_gen.record import record
from dativo_gen.spelling import fold

Item = str | bool | int | float
Value = Item | tuple[Item, ...]
Layer = Literal["default", "settings", "asset", "job", "infrastructure"]


def item_text(item: Item) -> str:
    """The canonical text of one value: `true`, `42`, `1.5`, text as it is."""
    return str(item).lower() if isinstance(item, bool) else str(item)


def _texts(value: Value) -> str | tuple[str, ...]:
    return tuple(map(item_text, value)) if isinstance(value, tuple) else item_text(value)


@record(frozen=True, slots=True)
class Tag:
    """One canonical tag. `overrode` holds the values of lower layers, the nearest layer first.

    `known_as` is the name under which the settings' aliases make several keys one tag, None for any other tag.
    """

    key: str
    value: Value
    layer: Layer
    node: Node
    overrode: tuple[Tag, ...] = ()
    known_as: str | None = None

    @property
    def span(self) -> Span:
        """Where the value stands."""
        return self.node.span

    @property
    def one(self) -> str:
        """What is equal for two spellings of one tag."""
        return fold(self.known_as or self.key)

    @property
    def text(self) -> str:
        """The canonical text; list items are joined with a comma."""
        if isinstance(self.value, tuple):
            return ",".join(item_text(item) for item in self.value)
        return item_text(self.value)


@dataclass(frozen=True)
class Tags:
    """The tags of one job, in the order of their keys; no two keys fold alike.

    `removed` are those that a layer took away with a null or an empty value: the value is `()`, the node is what
    took it away, and `overrode` begins with what stood until then.
    """

    items: tuple[Tag, ...] = ()
    removed: tuple[Tag, ...] = ()

    @cached_property
    def written(self) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
        """Each key with the text of its value, or with the texts of its items; once, for every destination asks."""
        return tuple([(tag.key, tag.value if type(tag.value) is str else _texts(tag.value)) for tag in self.items])

    def get(self, key: str) -> Tag | None:
        """The tag with this key in any spelling (`cost_center` finds `CostCenter`), or None."""
        wanted = fold(key)
        return next((tag for tag in self.items if wanted in (tag.one, fold(tag.key))), None)

    def plain(self) -> dict[str, str]:
        """Keys with their canonical text, in the order of the keys."""
        return {tag.key: tag.text for tag in self.items}

"""A tag, and the tags of a job: what the merge makes and everything after it reads."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from dativo_gen.errors import Span
from dativo_gen.node import Node

Item = str | bool | int | float
Value = Item | tuple[Item, ...]
Layer = Literal["default", "asset", "job", "infrastructure"]

_SEPARATORS = str.maketrans("", "", "._-:/ ")


def fold(key: str) -> str:
    """What is left of a key without case and separators; keys that fold alike are one tag (contract, "Tags").

    IAM, Azure, GCP labels and the cost and usage report each merge some of such keys, in different ways.
    """
    folded = unicodedata.normalize("NFC", key).casefold().translate(_SEPARATORS)
    return unicodedata.normalize("NFC", folded)


def item_text(item: Item) -> str:
    """The canonical text of one value: `true`, `42`, `1.5`, text as it is."""
    return str(item).lower() if isinstance(item, bool) else str(item)


@dataclass(frozen=True, slots=True)
class Tag:
    """One canonical tag. `overrode` holds the values of lower layers, the nearest layer first."""

    key: str
    value: Value
    layer: Layer
    node: Node
    overrode: tuple[Tag, ...] = ()

    @property
    def span(self) -> Span:
        """Where the value stands."""
        return self.node.span

    @property
    def text(self) -> str:
        """The canonical text; list items are joined with a comma."""
        if isinstance(self.value, tuple):
            return ",".join(item_text(item) for item in self.value)
        return item_text(self.value)


@dataclass(frozen=True, slots=True)
class Tags:
    """The tags of one job, in the order of their keys; no two keys fold alike."""

    items: tuple[Tag, ...] = ()

    def get(self, key: str) -> Tag | None:
        """The tag with this key in any spelling (`cost_center` finds `CostCenter`), or None."""
        wanted = fold(key)
        return next((tag for tag in self.items if fold(tag.key) == wanted), None)

    def plain(self) -> dict[str, str]:
        """Keys with their canonical text, in the order of the keys."""
        return {tag.key: tag.text for tag in self.items}

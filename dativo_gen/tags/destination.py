"""`destinations.yaml` as values: what a tag may look like at each place that tags go to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

from dativo_gen.spelling import fold
from dativo_gen.tables import read_table
from dativo_gen.tags.rule import Rule, read_rule
from dativo_gen.tags.style import STYLES

_SUBDOMAIN = re.compile(r"(?=.{1,253}/$)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*/")


@dataclass(frozen=True, slots=True, eq=False)
class Destination:
    """A place that tags go to, as destinations.yaml describes it; `what` names one of its tags in a message.

    `total` bounds the bytes of all keys and values. Where there is an `over`, nothing is written: it is how a report
    shows the tags of that other destination.
    """

    name: str
    what: str
    source: str
    key: Rule
    value: Rule
    priority: Mapping[str, int]
    count: int | None = None
    reserve: int = 0
    separator: str = ","
    fold: str = "exact"
    reserved: re.Pattern[str] | None = None
    kept: str = ""
    prefix: str = ""
    form: str = ""
    form_max: int = 0
    over: Destination | None = None
    style: str = "as-written"
    total: int | None = None

    def tuned(
        self,
        key_style: str | None = None,
        separator: str | None = None,
        reserve: int | None = None,
        prefix: str | None = None,
    ) -> Destination:
        """The same place under the policy of the settings; None leaves what there is.

        `prefix` acts where keys have one (Kubernetes), `reserve` where there is a limit. Raises ValueError for a
        style that is none of `STYLES`, for a separator that may not stand in a value, a negative reserve or one that
        leaves no room, and for a prefix that is no DNS name; its text is what to tell the user.
        """
        return _tuned(self, key_style, separator, reserve, prefix)

    @property
    def room(self) -> int | None:
        """How many tags there is room for; None: any number."""
        return None if self.count is None else self.count - self.reserve

    def same(self, key: str) -> str:
        """What two emitted keys have in common that are one key there."""
        return key.lower() if self.fold == "lower" else key

    def rank(self, key: str) -> tuple[int, str]:
        """Canonical keys in this order are kept where not all have room."""
        return self.priority.get(fold(key), len(self.priority)), key


@cache
def destinations() -> Mapping[str, Destination]:
    """Every destination by its name."""
    table = read_table("tags/destinations.yaml")
    rows: Mapping[str, Any] = table["destinations"]
    order = MappingProxyType({fold(key): position for position, key in enumerate(table["priority"])})
    made = {name: _destination(name, _whole(name, rows), order) for name in rows}
    over = {name: replace(made[name], over=made[row["over"]]) for name, row in rows.items() if "over" in row}
    return MappingProxyType({**made, **over})


def destination(name: str) -> Destination:
    """The destination of that name. Raises KeyError where there is none."""
    return destinations()[name]


def _whole(name: str, rows: Mapping[str, Any]) -> dict[str, Any]:
    """A row with what it takes from the row that it is like."""
    row = dict(rows[name])
    if "like" not in row:
        return row
    other = _whole(row.pop("like"), rows)
    parts = {part: {**other[part], **row.get(part, {})} for part in ("key", "value")}
    return {**other, **row, **parts}


def _destination(name: str, row: Mapping[str, Any], priority: Mapping[str, int]) -> Destination:
    form = row.get("form") or {}
    return Destination(
        name,
        row["what"],
        row["source"],
        read_rule(row["key"]),
        read_rule(row["value"]),
        priority,
        row.get("count"),
        row.get("reserve", 0),
        row["separator"],
        row["fold"],
        re.compile(row["reserved"]) if row.get("reserved") else None,
        row.get("kept", ""),
        row.get("prefix", ""),
        form.get("before", ""),
        form.get("max", 0),
        total=row.get("total"),
    )


@cache
def _tuned(
    old: Destination, key_style: str | None, separator: str | None, reserve: int | None, prefix: str | None
) -> Destination:
    if old.over is not None:
        return replace(old, over=old.over.tuned(key_style, separator, reserve, prefix))
    new = old
    if key_style is not None:
        new = replace(new, style=_style(key_style))
    if separator is not None:
        new = _separated(new, separator)
    if reserve is not None and new.count is not None:
        new = replace(new, reserve=_reserve(new, reserve))
    if prefix is not None and new.prefix:
        new = replace(new, prefix=_prefix(prefix))
    return new


def _style(style: str) -> str:
    if style not in STYLES:
        raise ValueError(f"`{style}` is no style of keys; there are {', '.join(STYLES)}")
    return style


def _separated(old: Destination, separator: str) -> Destination:
    if not separator or separator != separator.strip() or not old.value.charset.holds(separator):
        raise ValueError(f"`{separator}` cannot part the items of {old.what}: it may not stand in a value")
    if any(char.isalnum() for char in separator):
        raise ValueError(f"`{separator}` cannot part the items of {old.what}: it could be a part of an item")
    return replace(old, separator=separator)


def _reserve(old: Destination, reserve: int) -> int:
    if reserve < 0 or reserve >= (old.count or 0):
        raise ValueError(f"a reserve of {reserve} is not between 0 and {(old.count or 1) - 1}: {old.what} has a limit")
    return reserve


def _prefix(prefix: str) -> str:
    whole = f"{prefix.removesuffix('/')}/"
    if not _SUBDOMAIN.fullmatch(whole):
        raise ValueError(f"`{prefix}` is no DNS name such as dativo.io/")
    return whole

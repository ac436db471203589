"""What `emit` says of a tag that cannot stay as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dativo_gen.errors import Problem
from dativo_gen.tags.destination import Destination
from dativo_gen.tags.rule import CUT, HASHED, SEPARATED, Fitted
from dativo_gen.tags.tag import Tag
from dativo_gen.tags.value import shown


def of_loss(tag: Tag, key: Fitted, value: Fitted, to: Destination) -> Iterator[Problem]:
    """Why a tag is not emitted, or what was changed so much that the author should know."""
    if key.text is None or value.text is None:
        yield _left_out(tag, key, to)
    elif to.over is None:
        yield from _changed(tag, key, value, to)


def _changed(tag: Tag, key: Fitted, value: Fitted, to: Destination) -> Iterator[Problem]:
    if CUT in key.changes:
        message = f"the key `{shown(tag.key)}` is too long for {to.what} and becomes `{key.text}`"
        hint = f"give the tag a key of at most {to.key.max} {_UNITS[to.key.unit]}"
        yield Problem(tag.node.key_span, "tag-shortened", message, hint)
    if CUT in value.changes:
        message = f"`{shown(tag.key)}` is too long for {to.what} and is cut to {len(value.text or '')} characters"
        yield Problem(tag.span, "tag-shortened", message, f"{_shorter(to)}; the end is a hash that tells it apart")
    if HASHED in value.changes:
        message = f"no letter or digit of `{shown(tag.key)}: {shown(tag.text)}` may stand in {to.what}"
        yield Problem(tag.span, "tag-value-hashed", f"{message}; it becomes `{value.text}`", "write it in a-z and 0-9")
    if SEPARATED in value.changes:
        message = f"an item of `{shown(tag.key)}` holds `{to.separator}` or a comma, which parts items in {to.what}"
        hint = f"write the item without it; the tag becomes `{shown(value.text or '')}`"
        yield Problem(tag.span, "tag-list-separator", message, hint)


def merged(first: Tag, other: Tag, key: str, to: Destination) -> Problem:
    """Two tags become one, and nothing is lost."""
    message = f"`{shown(other.key)}` and `{shown(first.key)}` at {first.node.key_span} are one as {to.what}: `{key}`"
    return Problem(other.node.key_span, "tag-key-merged", f"{message}, with one value", "take one of the two out")


def collision(first: Tag, other: Tag, key: str, to: Destination) -> Problem:
    """Two tags become one, and the value of one of them would be lost."""
    code = "tag-report-column" if to.over is not None else "tag-key-collision"
    message = (
        f"`{shown(other.key)}: {shown(other.text)}` and `{shown(first.key)}: {shown(first.text)}` "
        f"at {first.node.key_span} are one as {to.what}: `{key}`"
    )
    return Problem(other.node.key_span, code, message, "give one of them another key, or both one value")


def count(ranked: Sequence[Tag], to: Destination) -> Problem:
    """More tags than one resource takes; `ranked` begins with those that have room."""
    room = to.room or 0
    lost = ranked[room:]
    reserve = f", {to.count} less {to.reserve} kept for tags that others add" if to.reserve else ""
    names = ", ".join(f"`{shown(tag.key)}`" for tag in lost)
    message = (
        f"{len(ranked)} tags are too many as {to.what}: a resource has room for {room}{reserve}; lost would be {names}"
    )
    less = " or lower the reserve in the settings," if to.reserve else ""
    return Problem(lost[0].node.key_span, "tag-count", message, f"take {len(lost)} out,{less} or join some in a list")


def total(lost: Sequence[Tag], size: int, to: Destination) -> Problem:
    """Tags that together are too long; `lost` are those without room."""
    names = ", ".join(f"`{shown(tag.key)}`" for tag in lost)
    message = f"the tags together have {size} bytes as {to.what}, and {to.total} are allowed; lost would be {names}"
    return Problem(lost[0].span, "tag-count", message, "write shorter values, or take tags out")


def _left_out(tag: Tag, key: Fitted, to: Destination) -> Problem:
    """Why a tag is not emitted, though no other tag is in its way."""
    if key.text is not None:
        message = f"the tag `{shown(tag.key)}` is empty and is left out as {to.what}"
        return Problem(tag.span, "tag-unset", message, "give it a value, or take the line out")
    if key.changes == ("reserved",):
        message = f"`{shown(tag.key)}` cannot be {to.what}: {to.kept} are kept for others"
        return Problem(tag.node.key_span, "tag-key-reserved", message, "give the tag a name that begins otherwise")
    message = f"`{shown(tag.key)}` cannot be {to.what}: no letter or digit of it may stand there"
    return Problem(tag.node.key_span, "tag-key-unrepresentable", message, "give the tag a name in a-z and 0-9")


def _shorter(to: Destination) -> str:
    if to.form:
        return f"let key and value together have at most {to.form_max - 1} characters"
    return f"write at most {to.value.max} {_UNITS[to.value.unit]}"


_UNITS = {"chars": "characters", "utf16": "characters", "bytes": "bytes"}

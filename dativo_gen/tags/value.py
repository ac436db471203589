"""One YAML value -> the value of a tag; an empty tuple says that there is none."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from dativo_gen.errors import Problem, Rejected, Report
from dativo_gen.node import Node
from dativo_gen.tags.tag import Item, Value, item_text

_EXACT_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_FIRST_LETTERS = 60


def read_value(name: str, node: Node, report: Report) -> Value:
    """The value of the tag that `name` (a path in the config) gives; `()` for null, blank and empty lists.

    Raises Rejected for a mapping, a list in a list, and what YAML reads differently from how it is written.
    """
    if node.is_mapping:
        raise _wrong_type(name, node)
    if node.is_list:
        return _list(name, node.elements, report)
    items = _scalar(name, node, report)
    return items[0] if items else ()


def read_list(name: str, node: Node, report: Report) -> Value:
    """Like `read_value` for a tag that is always a list: text is parted at its commas."""
    if not isinstance(node.value, str):
        value = read_value(name, node, report)
        return value if isinstance(value, tuple) else (value,)
    parts = [clean(part) for part in node.value.split(",")]
    return tuple(_once(name, node, [part for part in parts if part], report))


@lru_cache(1 << 14)
def clean(text: str) -> str:
    """NFC, without blanks at the ends, and one space for each run of white space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(1 << 14)
def has_stray_blanks(text: str) -> bool:
    """Whether `clean` changes the white space of a text."""
    return clean(text) != unicodedata.normalize("NFC", text)


def shown(text: str) -> str:
    """A text as a message quotes it: one line, not too long."""
    line = text if text.isprintable() else repr(text)[1:-1]
    return line if len(line) <= _FIRST_LETTERS else f"{line[:_FIRST_LETTERS]}..."


def _list(name: str, elements: Iterable[Node], report: Report) -> Value:
    items: list[Item] = []
    problems: list[Problem] = []
    for position, element in enumerate(elements):
        try:
            items += _once(name, element, _list_item(f"{name}[{position}]", element, report), report, items)
        except Rejected as error:
            problems += error.problems
    if problems:
        raise Rejected(problems)
    return tuple(items)


def _list_item(name: str, element: Node, report: Report) -> list[Item]:
    if not element.is_scalar:
        raise _wrong_type(name, element)
    found = _scalar(name, element, report)
    if not found:
        report(Problem(element.span, "tag-list-item", f"`{name}` is blank and is left out", "take the item out"))
    for item in found:
        if isinstance(item, str) and "," in item:
            report(_comma(name, element, item))
    return found


def _scalar(name: str, node: Node, report: Report) -> list[Item]:
    """One item, or none for null and blank text."""
    value = node.value
    if isinstance(value, str):
        text = clean(value)
        if text and text != value and has_stray_blanks(value):
            report(_white_space(name, node, text))
        return [text] if text else []
    if isinstance(value, bool | int | float):
        _kept_exactly(name, node, value)
        return [value]
    return []


def _once(name: str, node: Node, found: Iterable[Item], report: Report, before: Iterable[Item] = ()) -> list[Item]:
    """`found` without the items that are already there; a repeated item is said, not an error."""
    seen = {item_text(item) for item in before}
    fresh: list[Item] = []
    for item in found:
        if item_text(item) in seen:
            message = f"`{name}` holds `{shown(item_text(item))}` twice; the second is left out"
            report(Problem(node.span, "tag-list-item", message, "take the second one out"))
        else:
            seen.add(item_text(item))
            fresh.append(item)
    return fresh


def _kept_exactly(name: str, node: Node, value: bool | int | float) -> None:
    if isinstance(value, float) and not math.isfinite(value):
        message = f"`{name}` is `{shown(node.text)}`, which YAML reads as a number that is not finite"
        raise Rejected([Problem(node.span, "tag-value-yaml", message, _quote(node))])
    if node.written is not None and not _reads_back(node.written, value):
        message = f"`{name}` is written `{shown(node.written)}`, which YAML reads as {_reading(value)}"
        raise Rejected([Problem(node.span, "tag-value-yaml", message, _quote(node))])


def _reads_back(written: str, value: bool | int | float) -> bool:
    if isinstance(value, bool):
        return written in ("true", "false")
    if isinstance(value, int):
        return _EXACT_INTEGER.fullmatch(written) is not None
    return repr(value) == written


def _reading(value: bool | int | float) -> str:
    if isinstance(value, bool):
        return f"`{item_text(value)}`"
    # Python refuses to write integers of thousands of digits, which hexadecimal and base 60 can reach
    if isinstance(value, int) and value.bit_length() > 128:
        return "a very large number"
    return f"the number {value!r}"


def _quote(node: Node) -> str:
    quoted = f'write "{shown(node.text)}" in quotes'
    return f"{quoted}, or {item_text(node.value)}" if isinstance(node.value, bool) else quoted


def _wrong_type(name: str, node: Node) -> Rejected:
    message = f"`{name}` is {node.kind}; a tag is text, a number, true or false, or a flat list of these"
    return Rejected([Problem(node.span, "tag-value-type", message, "write one value, or one tag for each part")])


def _white_space(name: str, node: Node, text: str) -> Problem:
    message = f"`{name}` has spaces or line breaks at an end or in a row; the tag is `{shown(text)}`"
    return Problem(node.span, "tag-whitespace", message, f"write `{shown(text)}`")


def _comma(name: str, node: Node, item: str) -> Problem:
    message = f"`{name}` is `{shown(item)}`: commas also part the items of a list, so this one reads as several"
    return Problem(node.span, "tag-list-comma", message, "make it items of their own, or write it without a comma")

"""A value -> the Python text that means it, laid out as `ruff format` would, with invisible marks of its places."""

from __future__ import annotations

import keyword
import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from dativo_gen.node import Node
from dativo_gen.terraform.hcl import UNSAFE, Mark, kept, mark

_ESCAPE = re.compile(rf"[\\{UNSAFE}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*\Z")
_NAMED = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_STEP = 4


class Call(NamedTuple):
    """A call among data: `timedelta(seconds=60)`. The function's name is code of this program, never a job's text."""

    function: str
    positional: tuple[object, ...] = ()
    named: Mapping[str, object] = {}


class Name(NamedTuple):
    """A name among data: what a template defines or imports."""

    text: str


class Members(NamedTuple):
    """A set among data; its items are told apart and in order already."""

    items: tuple[object, ...]


def literal(value: object, indent: int = 0, mark: Mark = mark) -> str:
    """The Python literal of a node or of plain data; a node's scalars and containers carry provenance marks.

    `indent` is the number of spaces before the line on which it begins. Strings stay on one line; what has
    entries takes a line for each and ends in a comma, so that no formatter joins or parts lines, whatever
    its line length; only a call of one number stays on its line. Lists and tuples become lists. Raises
    ValueError for lone surrogates, a mapping's keys that are no text and types other than YAML's.
    """
    if isinstance(value, Node):
        return _literal_of_node(value, indent, mark)
    if isinstance(value, Call):
        return _call(value, indent, mark)
    if isinstance(value, Name):
        return name(value.text)
    if isinstance(value, Mapping):
        entries = [f"{_key(name)}: {literal(child, indent + _STEP, mark)}" for name, child in value.items()]
        return _block("{", entries, "}", indent)
    if isinstance(value, list | tuple):
        opening, items, closing = ("{", value.items, "}") if isinstance(value, Members) else ("[", value, "]")
        return _block(opening, [literal(each, indent + _STEP, mark) for each in items], closing, indent)
    return _scalar(value)


@kept
def string(text: str) -> str:
    """A quoted string on one line: double quotes, unless single ones need fewer escapes."""
    if _SURROGATE.search(text):
        raise ValueError(f"{text!r} holds half of a surrogate pair, which is no character")
    quote = "'" if text.count('"') > text.count("'") else '"'
    escaped = _ESCAPE.sub(_escape, text).replace(quote, "\\" + quote)
    return f"{quote}{escaped}{quote}"


@lru_cache(1 << 10)
def name(text: str) -> str:
    """A dotted name of Python, as it is. Raises ValueError for anything else."""
    if not _NAME.match(text) or any(map(keyword.iskeyword, text.split("."))):
        raise ValueError(f"{text!r} is no name in Python")
    return text


def _literal_of_node(node: Node, indent: int, mark: Mark) -> str:
    """A leaf is marked with its value's place; what opens lines, with its key's: no leaf is on that line."""
    inside = node.value
    place = node.key_span if inside and isinstance(inside, dict | tuple) else node.span
    return mark(place) + literal(inside, indent, mark)


def _call(call: Call, indent: int, mark: Mark) -> str:
    positional = [literal(each, indent + _STEP, mark) for each in call.positional]
    named = [f"{name(each)}={literal(value, indent + _STEP, mark)}" for each, value in call.named.items()]
    entries = [*positional, *named]
    if not call.positional and [type(value) for value in call.named.values()] == [int]:
        return f"{name(call.function)}({entries[0]})"
    return _block(f"{name(call.function)}(", entries, ")", indent)


def _block(opening: str, entries: Sequence[str], closing: str, indent: int) -> str:
    lines = [f"{' ' * (indent + _STEP)}{entry},\n" for entry in entries]
    return f"{opening}\n{''.join(lines)}{' ' * indent}{closing}" if lines else opening + closing


def _key(text: object) -> str:
    if not isinstance(text, str):
        raise ValueError(f"the key {text!r} is not text")
    return string(text)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return string(value)
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float):
        return _float(value)
    raise ValueError(f"Python has no literal for {value!r}")


def _float(value: float) -> str:
    """`1e+16` is `1e16` to a formatter; what is not finite has no literal, but a call."""
    text = float.__repr__(value).replace("e+", "e")
    return text if math.isfinite(value) else f'float("{text}")'


def _escape(match: re.Match[str]) -> str:
    found = match.group()
    if found in _NAMED:
        return _NAMED[found]
    code = ord(found)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"

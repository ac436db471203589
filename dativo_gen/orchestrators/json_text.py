"""A value -> the JSON text that means it, indented, with invisible marks of the places of its nodes."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence

from dativo_gen.node import Node
from dativo_gen.terraform.hcl import UNSAFE, Mark, kept, mark

_ESCAPE = re.compile(f"[{UNSAFE}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_STEP = 2


def json_literal(value: object, indent: int = 0, mark: Mark = mark) -> str:
    """The JSON of a node or of plain data; `indent` is the number of spaces before the line on which it begins.

    What has entries takes a line for each. A scalar's text is good YAML too. Raises ValueError for what JSON cannot
    say: NaN, infinity, lone surrogates, types other than YAML's.
    """
    if isinstance(value, Node):
        inside = value.value
        place = value.key_span if inside and isinstance(inside, dict | tuple) else value.span
        return mark(place) + json_literal(inside, indent, mark)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        entries = [f"{_text(str(key))}: {json_literal(child, indent + _STEP, mark)}" for key, child in value.items()]
        return _block("{", entries, "}", indent)
    if isinstance(value, list | tuple):
        return _block("[", [json_literal(each, indent + _STEP, mark) for each in value], "]", indent)
    return _scalar(value)


def json_as_dumped(value: object, indent: int = 0) -> str:
    """What `json.dumps(value, indent=2, ensure_ascii=False)` gives of mappings, lists and texts, but faster."""
    if isinstance(value, str):
        return _dumped(value)
    if isinstance(value, dict):
        entries = [f"{_dumped(key)}: {json_as_dumped(child, indent + _STEP)}" for key, child in value.items()]
        return _block("{", entries, "}", indent)
    if isinstance(value, list | tuple):
        return _block("[", [json_as_dumped(each, indent + _STEP) for each in value], "]", indent)
    return json.dumps(value)


@kept
def _dumped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _block(opening: str, lines: Sequence[str], closing: str, indent: int) -> str:
    if not lines:
        return opening + closing
    pad = " " * (indent + _STEP)
    return f"{opening}\n{pad}" + f",\n{pad}".join(lines) + f"\n{' ' * indent}{closing}"


def _scalar(value: object) -> str:
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int):
        return int.__repr__(value)
    if isinstance(value, float) and math.isfinite(value):
        return float.__repr__(value)
    raise ValueError(f"JSON has no literal for {value!r}")


@kept
def _text(text: str) -> str:
    """Quoted; what no eye can see is escaped, so that marks, which are such characters, come from here alone."""
    if _SURROGATE.search(text):
        raise ValueError(f"{text!r} holds half of a surrogate pair, which is no character")
    return _ESCAPE.sub(lambda found: json.dumps(found.group())[1:-1], json.dumps(text, ensure_ascii=False))

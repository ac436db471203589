"""Data -> text that Airflow's own Jinja turns back into that data; Airflow renders most arguments of operators."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dativo_gen.node import Node

_SPECIAL = re.compile(r"\{[{%#]|\r|\n\Z|\.(?:sh|bash)\Z")
_RISKY = re.compile(r"[{\r]|\n\Z")
_AS_EXPRESSION = {"{": '{{ "{" }}', "\r": '{{ "\\r" }}', "\n": '{{ "\\n" }}'}
_NOTHING = '{{ "" }}'


def inert(value: object) -> object:
    """The same data, each text in it such that rendering it gives what it was; keys of mappings stay.

    Jinja would run `{{ }}`, `{% %}` and `{# #}`, drop a line break at the end and turn `\\r` into `\\n`. An operator
    with `template_ext` (BashOperator: `.sh`, `.bash`) opens the file of that name instead of rendering a text.
    """
    if isinstance(value, Node):
        return _inert_node(value)
    if isinstance(value, Mapping):
        return {key: inert(child) for key, child in value.items()}
    if isinstance(value, list | tuple) and type(value) in (list, tuple):
        return [inert(child) for child in value]
    return inert_text(value) if isinstance(value, str) else value


def inert_text(text: str) -> str:
    """A text that Airflow renders back to `text`; `text` itself where nothing in it means anything to Jinja."""
    if not _SPECIAL.search(text):
        return text
    escaped = _RISKY.sub(lambda match: _AS_EXPRESSION[match.group()], text)
    return f"{escaped}{_NOTHING}" if escaped.endswith((".sh", ".bash")) else escaped


def _inert_node(node: Node) -> Node:
    if node.is_mapping:
        return node.with_items({key: _inert_node(child) for key, child in node.items.items()})
    if node.is_list:
        return node.with_value(tuple(map(_inert_node, node.elements)))
    text = inert_text(node.value) if isinstance(node.value, str) else node.value
    return node if text is node.value else node.with_value(text)

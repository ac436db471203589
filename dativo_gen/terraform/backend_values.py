"""Whether a YAML value is of the type that a backend's argument has."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from dativo_gen.errors import Problem
from dativo_gen.node import Node, WrittenFloat, WrittenInt, plain
from dativo_gen.terraform.backend_rules import Kind

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def misfits(kind: Kind, path: str, node: Node) -> Iterator[Problem]:
    """Every reason why the value of the argument `path` is not of its type.

    Terraform's own conversions are allowed (`"true"` for a truth value, `"5"` for a number, 5 for text), but
    no number whose spelling YAML loses (`0123`) and no YAML truth value where text belongs (`NO`).
    """
    match kind:
        case "list":
            yield from _list_misfits(path, node)
        case "map":
            yield from _map_misfits(path, node)
        case "bool" | "number" if not _converts(kind, node):
            wanted = "true or false" if kind == "bool" else "a number"
            yield _problem(node, path, f"is {_shown(node)}, where {wanted} belongs", f"write {wanted}")
        case "string":
            yield from _text_misfits(path, node)


def _converts(kind: Kind, node: Node) -> bool:
    value = node.value
    if kind == "bool":
        return isinstance(value, bool) or value in ("true", "false")
    if isinstance(value, str):
        return _NUMBER.fullmatch(value) is not None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or math.isfinite(value)


def _text_misfits(path: str, node: Node) -> Iterator[Problem]:
    value = plain(node)
    if not node.is_scalar or value is None:
        yield _problem(node, path, f"is {node.kind}, where text belongs", "write one value")
    elif isinstance(value, WrittenInt | WrittenFloat):
        yield _problem(node, path, f"is {value.written}, which YAML reads as {value}", f'write "{value.written}"')
    elif isinstance(value, bool):
        read = str(value).lower()
        yield _problem(node, path, f"is {node.text}, which YAML reads as {read}", f'write "{node.text}"')


def _list_misfits(path: str, node: Node) -> Iterator[Problem]:
    if not node.is_list:
        hint = f"write `[{node.text}]`" if node.is_scalar else "write `[...]`"
        yield _problem(node, path, f"is {_shown(node)}, where a list belongs", hint)
    for position, element in enumerate(node.elements):
        yield from _text_misfits(f"{path}[{position}]", element)


def _map_misfits(path: str, node: Node) -> Iterator[Problem]:
    if not node.is_mapping:
        yield _problem(node, path, f"is {_shown(node)}, where a mapping belongs", "write `name: value` pairs")
    for key, child in node.items.items():
        yield from _text_misfits(f"{path}.{key}", child)


def _shown(node: Node) -> str:
    return f"`{node.text}`" if node.is_scalar and node.value is not None else node.kind


def _problem(node: Node, path: str, message: str, hint: str) -> Problem:
    return Problem(node.span, "backend-value", f"`{path}` of the backend {message}", hint)

"""The mapping or the list that stands at a key of an asset, or a problem that names what stands there."""

from __future__ import annotations

from collections.abc import Mapping

from dativo_gen.errors import Problem, Report
from dativo_gen.node import Node

_HINTS = {
    "a mapping": "write `key: value` lines below it",
    "a list": "write `[a, b]`, or one line `- a` for each",
    "a flat list": "write `[a, b]`, with nothing but text in it",
}


def mapping_at(block: Node, key: str, report: Report) -> Mapping[str, Node]:
    """The entries of the mapping at `key`; empty where there is none."""
    node = block.get(key)
    if node is not None and node.value is not None and not node.is_mapping:
        report(wrong_shape(key, node, "a mapping"))
    return node.items if node is not None else {}


def mappings_at(block: Node, key: str, report: Report) -> tuple[Node, ...]:
    """The items of the list of mappings at `key`; empty where there is none."""
    node = block.get(key)
    if node is None or node.value is None:
        return ()
    if not node.is_list:
        report(wrong_shape(key, node, "a list"))
    for element in node.elements:
        if not element.is_mapping:
            report(wrong_shape(f"an item of {key}", element, "a mapping"))
    return tuple(element for element in node.elements if element.is_mapping)


def wrong_shape(name: str, node: Node, wanted: str) -> Problem:
    """`name` holds something else than `wanted`."""
    message = f"`{name}` in the asset is {node.kind}, but it must be {wanted}"
    return Problem(node.span, "asset-shape", message, _HINTS.get(wanted, f"write {wanted}"))

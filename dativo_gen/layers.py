"""The layers of one job, lowest first -> one mapping in which every value knows what it overrode."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dativo_gen.dialect import Layer
from dativo_gen.errors import Problem, Report
from dativo_gen.node import Node
from dativo_gen.spelling import fold

_TAGS = ("infrastructure", "tags")


def merge_layers(layers: Sequence[Layer], report: Report) -> Node:
    """Mappings merge key by key, lists and scalars replace, null takes a lower value away.

    A null stays in the result (as a null that overrode something), so that later rooms see what it removed.
    In `infrastructure.tags` another spelling of a key is that key: the higher layer's spelling and value stay.
    Reports `layer-clash` with both places where a mapping meets a list or a scalar.
    """
    first, *rest = layers
    merged = first.root
    for layer in rest:
        merged = _merge(merged, layer.root, (), report)
    return merged


def _merge(lower: Node, upper: Node, path: tuple[str, ...], report: Report) -> Node:
    if isinstance(lower.value, dict) and isinstance(upper.value, dict):
        items = _respelled(lower.value, upper.value) if path == _TAGS else dict(lower.value)
        for key, node in upper.value.items():
            items[key] = _merge(items[key], node, (*path, key), report) if key in items else node
        return upper.with_value(items)
    if lower.is_mapping != upper.is_mapping and None not in (lower.value, upper.value):
        message = f"`{'.'.join(path)}` is {upper.kind} here, but {lower.kind} in the layer below, at {lower.span}"
        report(Problem(upper.span, "layer-clash", message, "give both the same shape, or write null to drop it"))
    return upper.over(lower, *lower.overrode)


def _respelled(lower: Mapping[str, Node], upper: Mapping[str, Node]) -> dict[str, Node]:
    """The tags of a lower layer under the keys of the upper one; a key that the upper one has too stays."""
    new = {fold(key): key for key in reversed(list(upper)) if key not in lower}
    return {key if key in upper else new.pop(fold(key), key): node for key, node in lower.items()}

"""A job whose layers are merged and names filled in -> the YAML file that Dativo runs."""

from __future__ import annotations

import yaml

from dativo_gen.node import Node, PlainKey

_TAG = "tag:yaml.org,2002:"
_REPRESENTER = yaml.representer.SafeRepresenter()
_RESOLVER = yaml.resolver.Resolver()
_FOLDED = frozenset("\x85\u2028\u2029")
"""Line ends of YAML 1.1 that any other style writes as they are, to be read back as a space or `\\n` (tried)."""


def job_yaml(root: Node, header: str) -> str:
    """The job as YAML text under a header of comment lines.

    Numbers, dates and the like are written as their author wrote them, so that any reader sees the same data.
    """
    return f"{header}\n{yaml.serialize(_node(root), Dumper=_Dumper, allow_unicode=True, width=110)}"


class _Dumper(yaml.SafeDumper):
    """Lists stand two spaces deeper than their key, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, False)


def _node(node: Node) -> yaml.Node:
    if node.is_mapping:
        entries = [
            (_key(key), _node(child))
            for key, child in node.items.items()
            if child.value is not None or not child.overrode
        ]
        return yaml.MappingNode(_TAG + "map", entries, flow_style=False)
    if node.is_list:
        return yaml.SequenceNode(_TAG + "seq", [_node(each) for each in node.elements], flow_style=False)
    return _scalar(node)


def _scalar(node: Node) -> yaml.ScalarNode:
    if node.written is not None:
        return _plain(node.written or "null")
    if isinstance(node.value, str):
        return _text(node.value)
    return _plain(_REPRESENTER.represent_data(node.value).value)


def _key(key: str) -> yaml.ScalarNode:
    return _plain(str(key)) if isinstance(key, PlainKey) else _text(key)


def _plain(text: str) -> yaml.ScalarNode:
    """A scalar that is written without quotes and read as whatever YAML takes it for."""
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # PyYAML's stubs
    return yaml.ScalarNode(tag, text)


def _text(text: str) -> yaml.ScalarNode:
    style = '"' if _FOLDED.intersection(text) else "|" if "\n" in text else None
    return yaml.ScalarNode(_TAG + "str", text, style=style)

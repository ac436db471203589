"""A job whose layers are merged and names filled in -> the YAML file that Dativo runs."""

from __future__ import annotations

import re
from functools import lru_cache

import yaml

from dativo_gen.node import Node, PlainKey

WIDTH = 110
_TAG = "tag:yaml.org,2002:"
_REPRESENTER = yaml.representer.SafeRepresenter()
_RESOLVER = yaml.resolver.Resolver()
_FOLDED = frozenset("\x85\u2028\u2029")
"""Line ends of YAML 1.1 that any other style writes as they are, to be read back as a space or `\\n` (tried)."""
_HARMLESS = re.compile(r"(?:[A-Za-z0-9_/+=$(]|\./)(?:[A-Za-z0-9_/.+=$(){}@,;*~-]|:(?![ ]|\Z)| (?![ ]|\Z))*")
"""Texts in which nothing means anything to YAML, but for what the whole may be: a number, a date, `yes`."""
_LONGEST_SIMPLE_KEY = 100


def job_yaml(root: Node, header: str) -> str:
    """The job as YAML text under a header of comment lines.

    Numbers, dates and the like are written as their author wrote them, so that any reader sees the same data.
    """
    return f"{header}\n{body(root)}"


def body(root: Node) -> str:
    """What PyYAML makes of the job (`by_pyyaml`), but ten times as fast: it is asked for each text only once."""
    lines: list[str] = []
    try:
        if not root.is_mapping or not _children(root):
            raise _Unusual
        _block(lines, root, 0, "")
    except _Unusual:
        return by_pyyaml(root)
    return "".join(lines)


def by_pyyaml(root: Node) -> str:
    """The whole job as PyYAML writes it. C's emitter is no choice: it does not indent lists below their key."""
    return _serialized(_node(root))


class _Dumper(yaml.SafeDumper):
    """Lists stand two spaces deeper than their key, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, False)


class _Unusual(Exception):
    """What changes the lines around it: a key that is not written on one line, line breaks at a text's end."""


def _block(lines: list[str], node: Node, indent: int, lead: str) -> None:
    """The lines of a mapping or list with entries; the first begins with `lead`, the others with `indent` spaces."""
    pad = " " * indent
    for key, child in _children(node):
        head = f"{lead}-" if key is None else f"{lead}{_key_text(isinstance(key, PlainKey), key)}:"
        lead = pad
        if not isinstance(child.value, dict | tuple):
            lines.append(head + _text_after(len(head), indent, child))
        elif not _children(child):
            lines.append(f"{head} {{}}\n" if child.is_mapping else f"{head} []\n")
        elif key is None:
            _block(lines, child, indent + 2, f"{head} ")
        else:
            lines.append(f"{head}\n")
            _block(lines, child, indent + 2, f"{pad}  ")


def _children(node: Node) -> list[tuple[str | None, Node]]:
    """The entries of a mapping without what a layer unset, or the items of a list, which have no key."""
    value = node.value
    if isinstance(value, dict):
        return [(key, child) for key, child in value.items() if child.value is not None or not child.overrode]
    return [(None, child) for child in node.elements]


def _text_after(column: int, indent: int, node: Node) -> str:
    """A scalar behind `key:` or `-`, with all that follows until the next line begins."""
    plain, text = _said(node)
    short = _on_one_line(plain, text) if len(text) < WIDTH else None
    if short is not None and column + len(short) <= WIDTH:
        return short
    return _laid_out(plain, text, indent, column - indent)


@lru_cache(1 << 14)
def _key_text(plain: bool, text: str) -> str:
    if len(text) <= _LONGEST_SIMPLE_KEY:
        quick = _quick(plain, text)
        if quick is not None:
            return quick
    written = _serialized(_mapping([(_scalar(plain, text), _scalar(False, "x"))]))
    if written.count("\n") > 1:
        raise _Unusual
    return written.removesuffix(": x\n")


@lru_cache(1 << 14)
def _on_one_line(plain: bool, text: str) -> str | None:
    """A scalar as it stands wherever it is short enough; None if it takes several lines even in the first columns."""
    quick = _quick(plain, text)
    if quick is not None:
        return f" {quick}\n"
    written = _laid_out(plain, text, 0, 2)
    return written if written.index("\n") == len(written) - 1 else None


def _quick(plain: bool, text: str) -> str | None:
    """A text whose look is known without PyYAML; None for any other."""
    if _HARMLESS.fullmatch(text) is None:
        return None
    return text if plain or _scalar(True, text).tag == f"{_TAG}str" else f"'{text}'"


def _laid_out(plain: bool, text: str, indent: int, head: int) -> str:
    """What PyYAML writes at an indent behind a key whose colon is its `head`th character, or behind a list's `-`."""
    if head > _LONGEST_SIMPLE_KEY:
        raise _Unusual
    scalar = _scalar(plain, text)
    node = _sequence([scalar]) if head == 1 else _mapping([(_scalar(False, "k" * (head - 1)), scalar)])
    before = indent + head
    for depth in range(indent // 2):
        node = _mapping([(_scalar(False, "k"), node)])
        before += 2 * depth + len("k:\n")
    written = _serialized(node)[before:]
    if "+" in written[:4] and written[1] in "|>":
        raise _Unusual
    return written


def _serialized(node: yaml.Node) -> str:
    written: str = yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=WIDTH)
    return written


def _node(node: Node) -> yaml.Node:
    value = node.value
    if isinstance(value, dict):
        return _mapping(
            [(_scalar(isinstance(key, PlainKey), key or ""), _node(child)) for key, child in _children(node)]
        )
    if isinstance(value, tuple):
        return _sequence([_node(child) for child in value])
    return _scalar(*_said(node))


def _mapping(entries: list[tuple[yaml.Node, yaml.Node]]) -> yaml.MappingNode:
    return yaml.MappingNode(_TAG + "map", entries, flow_style=False)


def _sequence(items: list[yaml.Node]) -> yaml.SequenceNode:
    return yaml.SequenceNode(_TAG + "seq", items, flow_style=False)


def _said(node: Node) -> tuple[bool, str]:
    """Whether a scalar is no text but a number or the like, which takes no quotes, and what is written for it."""
    if node.written is not None:
        return True, node.written or "null"
    if isinstance(node.value, str):
        return False, node.value
    return True, _REPRESENTER.represent_data(node.value).value


def _scalar(plain: bool, text: str) -> yaml.ScalarNode:
    if not plain:
        style = '"' if _FOLDED.intersection(text) else "|" if "\n" in text else None
        return yaml.ScalarNode(_TAG + "str", text, style=style)
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # PyYAML's stubs
    return yaml.ScalarNode(tag, text)

"""Where a value of a job comes from and goes to, and which place in the YAML made a line of the tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

import yaml

from dativo_gen.errors import Span
from dativo_gen.interpolate import Names, references
from dativo_gen.node import Node, Path
from dativo_gen.tree import RenderedFile

How = Literal["value", "around", "template"]


@dataclass(frozen=True, slots=True)
class Origin:
    """What made a line: a value on it, the value or block around it, or a template alone (then `spans` is empty)."""

    how: How
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """One value of a job. `steps` are the names filled in: as written, what it stands for, where that is written."""

    key: str
    node: Node
    steps: tuple[tuple[str, Node], ...]


def code_origin(file: RenderedFile, line: int) -> Origin:
    """What made a line (from 1) of a file whose lines know their places."""
    lines = file.text.split("\n")
    index = line - 1
    own = _spans(file, index)
    if own:
        return Origin("value", own)
    depth = _indent(lines[index]) + (1 if lines[index].strip()[:1] in ("}", "]", ")") else 0)
    for above in range(index - 1, -1, -1):
        if lines[above].strip() and _indent(lines[above]) < depth:
            depth = _indent(lines[above])
            if found := _spans(file, above):
                return Origin("around", found)
    return Origin("template")


def _spans(file: RenderedFile, index: int) -> tuple[Span, ...]:
    return file.lines[index] if index < len(file.lines) else ()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def data_path(text: str, line: int) -> Path:
    """The path of the deepest value of a YAML or JSON text that a line (from 1) belongs to."""
    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return _deepest(root, line - 1) if root is not None else ()


def _deepest(node: yaml.Node, line: int) -> Path:
    for part, key, child in _children(node):
        last = child.end_mark.line - (1 if child.end_mark.column == 0 else 0)
        if key.start_mark.line <= line <= max(last, key.start_mark.line):
            return (part, *_deepest(child, line))
    return ()


def _children(node: yaml.Node) -> Iterator[tuple[str | int, yaml.Node, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from ((str(key.value), key, child) for key, child in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from ((index, child, child) for index, child in enumerate(node.value))


def deepest_node(root: Node, path: Path) -> Node:
    """The node at a path, or the nearest one above it."""
    for part in path:
        child = root.get(part)
        if child is None:
            return root
        root = child
    return root


def facts(root: Node, names: Names) -> Iterator[Fact]:
    """Every leaf of a job by its dotted key, in the author's order."""
    yield from _facts(root, "", names)


def _facts(node: Node, key: str, names: Names) -> Iterator[Fact]:
    if node.items:
        for name, child in node.items.items():
            yield from _facts(child, f"{key}.{name}" if key else name, names)
    elif node.elements:
        for index, child in enumerate(node.elements):
            yield from _facts(child, f"{key}[{index}]", names)
    else:
        yield Fact(key, node, tuple(_steps(node, names)))


def _steps(node: Node, names: Names) -> Iterator[tuple[str, Node]]:
    if node.template is None:
        return
    written = Node(node.template, node.span, node.key_span)
    for name in sorted(references(written)):
        found = names.find(name)
        if found is not None:
            yield name, found


def destinations(spans: Iterable[Span], files: Mapping[PurePosixPath, RenderedFile]) -> list[tuple[PurePosixPath, int]]:
    """Every line of the tree that one of the places made."""
    wanted = set(spans)
    return [
        (path, number)
        for path, file in files.items()
        for number, made in enumerate(file.lines, start=1)
        if wanted & set(made)
    ]


def under(known: Sequence[Fact], key: str) -> list[Fact]:
    """The facts at or below a dotted key."""
    return [fact for fact in known if fact.key == key or fact.key.startswith((f"{key}.", f"{key}["))]

"""A file of the tree -> what made each of its lines: a value of a job, what stands around it, or a template alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

import yaml

from dativo_gen.dialect import as_spoken
from dativo_gen.errors import Span
from dativo_gen.node import Node, Path, made
from dativo_gen.plan import PlannedJob, Stack, job_path
from dativo_gen.resolve import ResolvedJob
from dativo_gen.tags.tag import Tag
from dativo_gen.tree import WantedFile

How = Literal["value", "around", "template"]


@dataclass(frozen=True, slots=True)
class Origin:
    """What made a line: a value on it, the value or block around it, or a template alone (then `spans` is empty)."""

    how: How
    spans: tuple[Span, ...] = ()


TEMPLATE = Origin("template")


@dataclass(frozen=True, slots=True)
class Makers:
    """The jobs and stacks that a tree was rendered from, by the files that hold their data."""

    jobs: Mapping[PurePosixPath, ResolvedJob]
    stacks: Mapping[PurePosixPath, Stack]

    def data(self, path: PurePosixPath) -> Node | None:
        """The values of a YAML or JSON file, each where it was written; None for files of other kinds."""
        if path in self.jobs:
            return as_spoken(self.jobs[path].written, self.jobs[path].config.referenced)
        if path.name == "tags.json" and path.parent in self.stacks:
            return _tags_data(self.stacks[path.parent].jobs)
        return None


def makers(jobs: Sequence[ResolvedJob], stacks: Sequence[Stack]) -> Makers:
    """The makers of a tree; paths are from the output folder."""
    return Makers({job_path(job.key): job for job in jobs}, {stack.key.folder: stack for stack in stacks})


def origins(path: PurePosixPath, file: WantedFile, known: Makers) -> tuple[Origin, ...]:
    """What made each line of a file, in order."""
    count = file.text.count("\n") + (not file.text.endswith("\n"))
    data = known.data(path)
    if data is None:
        return tuple(_code_origin(file, index) for index in range(count))
    paths = _json_paths(json.loads(file.text), ()) if path.suffix == ".json" else iter(_yaml_paths(file.text, count))
    return tuple(_data_origins(data, paths))


def _code_origin(file: WantedFile, index: int) -> Origin:
    """Of a file whose lines know their places: its own, else those of the line that opens the block around it."""
    own = _spans(file, index)
    if own:
        return Origin("value", own)
    lines = file.text.split("\n")
    text = lines[index].strip()
    if not text:
        return TEMPLATE
    depth = _indent(lines[index]) + (1 if text[0] in "}])" else 0)
    for above in range(index - 1, -1, -1):
        if lines[above].strip() and _indent(lines[above]) < depth:
            depth = _indent(lines[above])
            if found := _spans(file, above):
                return Origin("around", found)
    return TEMPLATE


def _spans(file: WantedFile, index: int) -> tuple[Span, ...]:
    return file.lines[index] if index < len(file.lines) else ()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _data_origins(root: Node, paths: Iterable[Path]) -> Iterator[Origin]:
    """A mapping or list is made where its key stands; on its further lines that is what stands around them."""
    opened: set[Path] = set()
    for path in paths:
        node = _deepest_node(root, path) if path else None
        if node is None or node is root:
            yield TEMPLATE
        elif node.items or node.elements:
            yield Origin("around" if path in opened else "value", (node.key_span,))
        else:
            yield Origin("value", (node.span,))
        opened.add(path)


def _deepest_node(root: Node, path: Path) -> Node:
    """The node at a path, or the nearest one above it."""
    for part in path:
        child = root.get(part)
        if child is None:
            return root
        root = child
    return root


def _json_paths(data: Any, path: Path) -> Iterator[Path]:
    """The path of the value on each line of JSON that is indented: an opening and a closing line, or one alone."""
    yield path
    children = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for part, child in children:
        yield from _json_paths(child, (*path, part))
    if isinstance(data, dict | list) and data:
        yield path


def _yaml_paths(text: str, count: int) -> list[Path]:
    """The path of the deepest value on each line of a YAML text."""
    found: list[Path] = [()] * count
    root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if root is not None:
        _note_lines(root, (), found)
    return found


def _note_lines(node: yaml.Node, path: Path, found: list[Path]) -> None:
    for part, key, child in _children(node):
        last = child.end_mark.line - (1 if child.end_mark.column == 0 else 0)
        for line in range(key.start_mark.line, max(last, key.start_mark.line) + 1):
            found[line] = (*path, part)
        _note_lines(child, (*path, part), found)


def _children(node: yaml.Node) -> Iterator[tuple[str | int, yaml.Node, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        yield from ((str(key.value), key, child) for key, child in node.value)
    elif isinstance(node, yaml.SequenceNode):
        yield from ((index, child, child) for index, child in enumerate(node.value))


def _tags_data(members: Sequence[PlannedJob]) -> Node:
    """The values of `tags.json` in its own shape, all parts of a tag at the place of the tag."""
    jobs = {}
    for member in members:
        label = member.job.root.get("name")
        span = label.span if label is not None else Span(member.job.file)
        jobs[member.key.name] = made({tag.key: _tag_data(tag) for tag in member.job.tags.items}, span)
    top = Span(members[0].job.file) if members else Span("")
    return made({"jobs": made(jobs, top)}, top)


def _tag_data(tag: Tag) -> Node:
    parts = {"value": made(_items(tag), tag.span), "layer": made(tag.layer, tag.span), "place": made("", tag.span)}
    lower = [
        made({key: made("", each.span) for key in ("key", "value", "layer", "place")}, each.span)
        for each in tag.overrode
    ]
    overrode = {"overrode": made(tuple(lower), tag.span)} if lower else {}
    return made({**parts, **overrode, "emitted": made("", tag.span)}, tag.node.key_span)


def _items(tag: Tag) -> str | tuple[Node, ...]:
    if not isinstance(tag.value, tuple):
        return ""
    stated = {each.text: each.span for each in tag.node.elements}
    return tuple(made("", stated.get(str(item), tag.span)) for item in tag.value)

"""Sketches of a tenant -> texts and an index of them that can be kept, and sketches again that read from there."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from sys import intern
from typing import Any

from dativo_gen.census_json import key_row, notice_from, notice_row, span_row
from dativo_gen.errors import Span
from dativo_gen.manifest import digest
from dativo_gen.model.job import JobKey
from dativo_gen.node import Node
from dativo_gen.orchestrators.base import Part as Entry
from dativo_gen.sketch import Sketch
from dativo_gen.template_errors import Failure, TemplateFailed
from dativo_gen.tree import Folder

Read = Callable[[int, int, str], str]
"""Gives the text at a position, so long (bytes), of a known hash."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A wanted file whose text is read only when it is written or shown."""

    sha256: str
    start: int
    length: int
    read: Read
    lines: tuple[tuple[Span, ...], ...] = ()

    @property
    def text(self) -> str:
        return self.read(self.start, self.length, self.sha256)


@dataclass(slots=True)
class Album:
    """What was drawn for a tenant: an index (JSON), and all texts one after the other."""

    index: list[dict[str, Any]] = field(default_factory=list)
    texts: bytearray = field(default_factory=bytearray)

    def add(self, sketch: Sketch) -> None:
        """Draw a sketch and take it in; what fails is kept as that."""
        row: dict[str, Any] = {
            "target": sketch.target,
            "path": str(sketch.path),
            "jobs": [[*key_row(key), file] for key, file in sketch.jobs],
            "made_by": sketch.files,
            "group": sketch.group,
        }
        try:
            self.index.append(row | self._drawn(sketch.make()))
        except TemplateFailed as failed:
            rows = [[*span_row(each.span), each.reason, each.hint, each.job] for each in failed.failures]
            self.index.append(row | {"failures": rows})

    def _drawn(self, folder: Folder) -> dict[str, Any]:
        files = {}
        for name, file in folder.files.items():
            data = file.text.encode()
            files[name] = [digest(data), len(self.texts), len(data)]
            self.texts += data
        sources = list(dict.fromkeys(folder.sources.values()))
        numbers = {name: sources.index(found) for name, found in folder.sources.items()}
        return {"files": files, "sources": [sources, numbers], "inputs": folder.inputs, "record": folder.record}


def sketches_from(index: Iterable[Mapping[str, Any]], read: Read) -> Iterator[Sketch]:
    """The sketches that an album's index tells of."""
    for row in index:
        jobs = tuple((JobKey(*map(intern, each[:3])), intern(each[3])) for each in row["jobs"])
        path = PurePosixPath(row["path"])
        make = partial(_folder, path, row, read)
        yield Sketch(row["target"], path, jobs, make, tuple(row["made_by"]), row["group"])


def _folder(path: PurePosixPath, row: Mapping[str, Any], read: Read) -> Folder:
    if "failures" in row:
        raise TemplateFailed([Failure(Span(*each[:3]), *each[3:]) for each in row["failures"]])
    files = {intern(name): KeptFile(intern(found[0]), found[1], found[2], read) for name, found in row["files"].items()}
    known, numbers = row["sources"]
    tuples = [tuple(map(intern, each)) for each in known]
    sources = {intern(name): tuples[number] for name, number in numbers.items()}
    inputs = {intern(name): intern(found) for name, found in row["inputs"].items()}
    return Folder(path, files, sources, inputs, row["record"])


def entry_rows(entries: Iterable[Entry]) -> list[list[Any]]:
    """Parts of shared folders as plain data, which `entries_from` reads."""
    return [[notice_row(each.notice), span_row(each.place), _bare(each.record)] for each in entries]


def entries_from(rows: Iterable[Sequence[Any]]) -> Iterator[Entry]:
    """The parts that `entry_rows` wrote, with all values at the place of the job."""
    for notice, place, record in rows:
        span = Span(*place)
        yield Entry(notice_from(notice), span, _filled(record, span))


def _bare(value: Any) -> Any:
    """A node becomes an object whose only key is empty: its value, and how it was written. A record like that itself
    has one thing there, and not two."""
    if isinstance(value, Node):
        return {"": [_bare(value.value), value.written]}
    if isinstance(value, Mapping):
        bare = {key: _bare(child) for key, child in value.items()}
        return {"": [bare[""]]} if bare.keys() == {""} else bare
    return [_bare(child) for child in value] if isinstance(value, list | tuple) else value


def _filled(value: Any, span: Span) -> Any:
    if isinstance(value, list):
        return [_filled(child, span) for child in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {""}:
        inside, *more = value[""]
        if not more:
            return {"": _filled(inside, span)}
        found = _filled(inside, span)
        return Node(tuple(found) if isinstance(found, list) else found, span, span, written=more[0])
    return {key: _filled(child, span) for key, child in value.items()}


def as_bytes(data: object) -> bytes:
    """Data as JSON."""
    return json.dumps(data, separators=(",", ":")).encode()

"""A commit and the working tree, side by side: every file that may reach a job and is not what it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from posixpath import dirname, normpath

from dativo_gen.changes import Snapshot, snapshot, with_lf
from dativo_gen.compared import Difference, differences
from dativo_gen.errors import Rejected
from dativo_gen.load import Loaded
from dativo_gen.model.settings import FILE, Settings, default_settings, read_settings
from dativo_gen.node import Node
from dativo_gen.past_jobs import Past, job_files, layers_above, past_folder
from dativo_gen.source import read_yaml
from dativo_gen.terraform.lockfile import LOCK_FILE
from dativo_gen.traits import Traits, traits_of

MODULE_FILES = (".tf", ".tf.json")
"""What a module's interface is read from, right in its folder."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file that differs; None where there is or was none. Line ends are LF on both sides."""

    old: bytes | None
    new: bytes | None

    @property
    def what(self) -> str:
        return "new file" if self.old is None else "file gone" if self.new is None else "changed"


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides. `settings` are those of the commit, None if they cannot be used; `past` then takes those of now."""

    loaded: Loaded
    before: Snapshot
    facts: tuple[Traits, ...]
    settings: Settings | None
    past: Past
    changes: Mapping[str, Change]
    _known: dict[str, tuple[Difference, ...] | None] = field(default_factory=dict)

    def differences(self, path: str) -> tuple[Difference, ...] | None:
        """How the YAML of a changed file differs; None where one side is missing or cannot be read."""
        if path not in self._known:
            change = self.changes[path]
            old, new = _node(path, change.old), _node(path, change.new)
            self._known[path] = tuple(differences(old, new)) if old is not None and new is not None else None
        return self._known[path]

    def nodes(self, path: str) -> tuple[Node, Node] | None:
        """Both sides of a changed YAML file, without which there is an empty one; None where one cannot be read."""
        change = self.changes[path]
        old, new = _node(path, change.old or b""), _node(path, change.new or b"")
        return (old, new) if old is not None and new is not None else None


def open_sides(loaded: Loaded, ref: str) -> Sides:
    """Read the commit that `ref` names, as far as it differs. Raises WrongUsage, GitFailedError."""
    before = snapshot(loaded.repository.root, ref)
    settings = _past_settings(before)
    past = _past(before, settings or loaded.settings, loaded)
    resolved = {job.key: job for job in loaded.jobs}
    facts = tuple(traits_of(each, resolved.get(each.key), loaded.settings) for each in loaded.inputs)
    changes = dict(_changes(loaded, before, dict.fromkeys(_paths(loaded, before, past, facts))))
    return Sides(loaded, before, facts, settings, past, changes)


def _past_settings(before: Snapshot) -> Settings | None:
    data = before.read([FILE]).get(FILE)
    if data is None:
        return default_settings()
    try:
        return read_settings(read_yaml(FILE, data, "settings"), lambda problem: None)
    except Rejected:
        return None


def _past(before: Snapshot, settings: Settings, loaded: Loaded) -> Past:
    paths = before.blobs.keys()
    folder = past_folder(settings.model.jobs, loaded.folder, paths)
    output = PurePosixPath(settings.model.output)
    jobs, layers = job_files(paths, folder, output, (FILE, settings.model.runner))

    def read(files: Iterable[str]) -> dict[str, Node]:
        found = ((path, _node(path, data)) for path, data in before.read(files).items())
        return {path: node for path, node in found if node is not None}

    return Past(settings, folder, jobs, layers, read)


def _node(path: str, data: bytes | None) -> Node | None:
    try:
        return read_yaml(path, data, "") if data is not None else None
    except Rejected:
        return None


def _paths(loaded: Loaded, before: Snapshot, past: Past, facts: Iterable[Traits]) -> Iterator[str]:
    """Every path of either side that may reach a job."""
    yield from (FILE, LOCK_FILE, loaded.settings.model.runner)
    yield from past.files | past.layers
    yield from loaded.files
    for folder in {dirname(file): file for file in loaded.files}.values():
        yield from layers_above(folder, loaded.folder)
    modules: set[str] = set()
    for job in facts:
        yield from job.inputs
        yield from job.looks_at
        modules |= job.modules
    yield from _of_modules(loaded, before, modules)
    yield from _of_templates(loaded, before)


def _of_modules(loaded: Loaded, before: Snapshot, folders: Iterable[str]) -> Iterator[str]:
    known = frozenset(folders)
    yield from (path for path in before.blobs if path.endswith(MODULE_FILES) and folder_of(path) in known)
    for folder in map(PurePosixPath, sorted(known)):
        if loaded.repository.is_folder(folder):
            yield from loaded.repository.folder_files(folder, MODULE_FILES)


def _of_templates(loaded: Loaded, before: Snapshot) -> Iterator[str]:
    yield from loaded.templates
    folder = loaded.settings.model.templates
    start = f"{normpath(folder)}/" if folder else None
    if start is not None:
        yield from (path for path in before.blobs if path.startswith(start) and "/." not in path[len(start) - 1 :])


def folder_of(path: str) -> str:
    """The folder of a file; `.` for the root."""
    return dirname(path) or "."


def _changes(loaded: Loaded, before: Snapshot, paths: Iterable[str]) -> Iterator[tuple[str, Change]]:
    suspects: dict[str, bytes | None] = {}
    for path in paths:
        data = _data(loaded, path)
        if path in before.blobs if data is None else not before.holds(path, data):
            suspects[path] = data
    then = before.read(suspects)
    for path, data in suspects.items():
        change = Change(_lf(then.get(path)), _lf(data))
        if change.old != change.new:
            yield path, change


def _data(loaded: Loaded, path: str) -> bytes | None:
    """What stands at a path now; None also for what cannot be read, which is said of the job elsewhere."""
    try:
        return loaded.repository.read(path)
    except Rejected:
        return None


def _lf(data: bytes | None) -> bytes | None:
    return with_lf(data) if data is not None else None

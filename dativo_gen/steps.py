"""What changes -> single steps on the disk, in the order that a kill at any moment can be repaired. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import PurePosixPath
from typing import TypeAlias

from dativo_gen.manifest import EMPTIED, JOURNAL, MANIFEST, TEMPORARY, dump_paths
from dativo_gen.tree import Tree, TreeDiff, contents


@dataclass(frozen=True, slots=True)
class MakeFolder:
    path: str


@dataclass(frozen=True, slots=True)
class Write:
    """Into a new file."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class SyncAll:
    """The content of these files, and the lists of names that lead to them, reach the disk before the next step."""

    paths: tuple[str, ...]
    path: str = ""


@dataclass(frozen=True, slots=True)
class Rename:
    path: str
    to: str


@dataclass(frozen=True, slots=True)
class Delete:
    """A file, if it is there."""

    path: str


@dataclass(frozen=True, slots=True)
class DropFolder:
    """If nothing is in it."""

    path: str


Step: TypeAlias = MakeFolder | Write | SyncAll | Rename | Delete | DropFolder
"""Paths are relative to the output folder, with `/`: ten thousand of them cost less as text."""


def steps(diff: TreeDiff, tree: Tree) -> Iterator[Step]:
    """Everything is written beside its place, then one sync, then files move into place, then their manifests: a
    manifest never says more than what stands.

    A journal stands from before its folder's first file moves until the manifest has. The note of folders that may
    be left empty stands from before the first is made until the last is dropped. A text is asked for when it is
    written. Raises ValueError if something was refused.
    """
    if diff.refused:
        raise ValueError("a tree with refused paths is not written")
    yield from (Delete(str(path)) for path in diff.leftovers)
    numbers = count()
    placed = {each.folder / JOURNAL: each.journal for each in diff.manifests if each.journal is not None}
    made, note = _made(diff), PurePosixPath(EMPTIED)
    if made or diff.emptied:
        yield from _place(note, dump_paths(sorted({*map(str, diff.emptied), *made})), numbers)
    yield from map(MakeFolder, sorted(made))
    for path, text in placed.items():
        yield from _place(path, text, numbers)
    yield from _replace(diff, tree, [str(path) for path in placed], numbers)
    yield from map(Delete, sorted({*map(str, placed), *map(str, diff.journals)}))
    yield from (DropFolder(str(folder)) for folder in diff.emptied)
    if made or diff.emptied:
        yield Delete(EMPTIED)


def touched(diff: TreeDiff) -> set[PurePosixPath]:
    """The folders in which something is written or removed."""
    paths = (*diff.created, *diff.changed, *diff.deleted, *diff.journals, *diff.leftovers, *diff.emptied)
    return {path.parent for path in paths} | {change.folder for change in diff.manifests}


def _made(diff: TreeDiff) -> set[str]:
    """Every folder that may not be there yet."""
    new = [change.folder for change in diff.manifests if change.before is None and change.after is not None]
    homes = {path.parent for path in diff.created}.union(new)
    return {str(folder) for home in homes for folder in (home, *home.parents) if folder.parts}


def _place(path: PurePosixPath, text: str, numbers: Iterator[int]) -> Iterator[Step]:
    temporary = _beside(path, numbers)
    yield Write(temporary, text)
    yield Rename(temporary, str(path))


def _replace(diff: TreeDiff, tree: Tree, placed: Sequence[str], numbers: Iterator[int]) -> Iterator[Step]:
    """The files and manifests; a manifest goes last, or a killed run would leave files that nobody names."""
    wanted = contents(tree)
    files = [(_beside(path, numbers), path) for path in (*diff.created, *diff.changed)]
    after = {each.folder / MANIFEST: each.after for each in diff.manifests}
    manifests = [(_beside(path, numbers), path) for path, text in after.items() if text is not None]
    yield from (Write(temporary, wanted[path].text) for temporary, path in files)
    yield from (Write(temporary, after[path] or "") for temporary, path in manifests)
    if files or manifests:
        yield SyncAll((*placed, *(temporary for temporary, _ in (*files, *manifests))))
    yield from (Delete(str(path)) for path in diff.deleted)
    yield from (Rename(temporary, str(path)) for temporary, path in (*files, *manifests))
    yield from (Delete(str(path)) for path, text in after.items() if text is None)


def _beside(path: PurePosixPath, numbers: Iterator[int]) -> str:
    """Numbers keep apart what goes into one folder, and what a path of any case or length could be confused with."""
    return str(path.parent / f"{TEMPORARY}{next(numbers)}")

"""What changes -> single steps on the disk, in the order that a kill at any moment can be repaired. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias

from dativo_gen.manifest import JOURNAL, MANIFEST, TEMPORARY
from dativo_gen.tree import Tree, TreeDiff, contents


@dataclass(frozen=True, slots=True)
class MakeFolder:
    path: PurePosixPath


@dataclass(frozen=True, slots=True)
class Write:
    """Into a new file."""

    path: PurePosixPath
    text: str


@dataclass(frozen=True, slots=True)
class Sync:
    """A file's content, or a folder's list of names, reaches the disk before the next step."""

    path: PurePosixPath


@dataclass(frozen=True, slots=True)
class Rename:
    path: PurePosixPath
    to: PurePosixPath


@dataclass(frozen=True, slots=True)
class Delete:
    """A file, if it is there."""

    path: PurePosixPath


@dataclass(frozen=True, slots=True)
class DropFolder:
    """If nothing is in it."""

    path: PurePosixPath


Step: TypeAlias = MakeFolder | Write | Sync | Rename | Delete | DropFolder


def steps(diff: TreeDiff, tree: Tree) -> Iterator[Step]:
    """Journals first, then the files, then the manifests: a manifest never says more than what stands.

    Each stage is on the disk before the next begins. Raises ValueError if something was refused.
    """
    if diff.refused:
        raise ValueError("a tree with refused paths is not written")
    wanted = contents(tree)
    files = {path: wanted[path].text for path in sorted((*diff.created, *diff.changed))}
    journals = {each.folder / JOURNAL: each.journal for each in diff.manifests if each.journal is not None}
    manifests = {each.folder / MANIFEST: each.after for each in diff.manifests if each.after is not None}
    unwanted = [each.folder / MANIFEST for each in diff.manifests if each.after is None]
    yield from map(Delete, diff.leftovers)
    yield from _make(sorted({parent for path in (*files, *manifests) for parent in path.parents if parent.parts}))
    yield from _stage(journals, (), 0)
    yield from _stage(files, diff.deleted, len(journals))
    yield from _stage(manifests, unwanted, len(journals) + len(files))
    yield from map(Delete, sorted({*journals, *diff.journals}))
    yield from map(DropFolder, diff.emptied)


def _stage(texts: Mapping[PurePosixPath, str], unwanted: Iterable[PurePosixPath], number: int) -> Iterator[Step]:
    """All texts are written beside their places before the first moves there; `number` keeps names apart."""
    unwanted = tuple(unwanted)
    temporary = {path: path.parent / f"{TEMPORARY}{number + i}" for i, path in enumerate(texts)}
    yield from (Write(temporary[path], text) for path, text in texts.items())
    yield from map(Sync, temporary.values())
    yield from map(Delete, unwanted)
    yield from (Rename(beside, path) for path, beside in temporary.items())
    yield from map(Sync, sorted({path.parent for path in (*texts, *unwanted)}))


def _make(folders: Sequence[PurePosixPath]) -> Iterator[Step]:
    yield from map(MakeFolder, folders)
    yield from map(Sync, sorted({folder.parent for folder in folders}))

"""The wanted tree and what was written last -> what changes. Pure; disk.py applies it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Protocol, TypeAlias

from dativo_gen.decide import Act, Chosen, Judge, Verdict
from dativo_gen.errors import Span
from dativo_gen.existing import MISSING, Existing, Recorded
from dativo_gen.manifest import JOURNAL, JSON, MANIFEST, Entry, Journal, Manifest, digest, dump, dump_journal


class WantedFile(Protocol):
    """A file to write (UTF-8, LF). `diff` asks for `sha256` alone, so that `text` can be read when it is written.

    `lines`: for each line, the places in the inputs that it came from.
    """

    @property
    def sha256(self) -> str:
        """`manifest.digest` of the text."""

    @property
    def text(self) -> str: ...

    @property
    def lines(self) -> tuple[tuple[Span, ...], ...]: ...


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A wanted file whose text is at hand."""

    text: str
    lines: tuple[tuple[Span, ...], ...] = ()
    _sha256: str = field(default="", init=False, repr=False, compare=False)

    @property
    def sha256(self) -> str:
        if not self._sha256:
            object.__setattr__(self, "_sha256", digest(self.text))  # kept: the tree is compared more than once
        return self._sha256


@dataclass(frozen=True, slots=True)
class Folder:
    """The files that share one manifest; `files` are relative to `path`, and that to the output folder.

    `sources` says of each file which input files it was made from, `inputs` gives their hashes
    (`manifest.digest`). `record` is what the next run must remember of this folder, not looked into here.
    """

    path: PurePosixPath
    files: Mapping[str, WantedFile]
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    record: Mapping[str, JSON] | None = None
    _paths: dict[str, PurePosixPath] = field(default_factory=dict, init=False, repr=False, compare=False)

    def paths(self) -> Mapping[str, PurePosixPath]:
        """Of each file, its path in the output folder; kept, for a tree is looked through more than once."""
        if len(self._paths) != len(self.files):
            self._paths.update({name: self.path / name for name in self.files})
        return self._paths


Tree: TypeAlias = Mapping[PurePosixPath, Folder]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A path that is not touched, why, and what the user can do."""

    path: PurePosixPath
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class ManifestChange:
    """A folder's manifest: the hash before, the text after (None: there is none).

    `journal` is saved before its files. `record` is what the manifest before remembered.
    """

    folder: PurePosixPath
    before: str | None
    after: str | None
    journal: str | None = None
    record: Mapping[str, JSON] | None = None


@dataclass(frozen=True, slots=True)
class TreeDiff:
    """What a run would do, sorted. `forced` paths are also in `changed` or `deleted`.

    `remaining` is what others put into folders that are no longer wanted. `emptied` are folders to remove if
    nothing is left in them, deepest first; also a killed run's. `journals` and `leftovers` are a killed run's, to
    remove.
    """

    created: tuple[PurePosixPath, ...] = ()
    changed: tuple[PurePosixPath, ...] = ()
    deleted: tuple[PurePosixPath, ...] = ()
    unchanged: tuple[PurePosixPath, ...] = ()
    forced: tuple[PurePosixPath, ...] = ()
    refused: tuple[Refusal, ...] = ()
    remaining: tuple[PurePosixPath, ...] = ()
    manifests: tuple[ManifestChange, ...] = ()
    emptied: tuple[PurePosixPath, ...] = ()
    journals: tuple[PurePosixPath, ...] = ()
    leftovers: tuple[PurePosixPath, ...] = ()

    @property
    def differs(self) -> bool:
        """Whether the tree is not what would be written; a killed run's remains alone do not count."""
        return bool(self.created or self.changed or self.deleted or self.refused or self.manifests)

    @property
    def idle(self) -> bool:
        """Whether there is nothing at all to do."""
        return not (self.differs or self.journals or self.leftovers or self.emptied)


_Verdicts: TypeAlias = Mapping[PurePosixPath, Verdict]

_NOTHING = Recorded()


def contents(tree: Tree) -> dict[PurePosixPath, WantedFile]:
    """Every wanted file by its path in the output folder, sorted."""
    files = {path: folder.files[name] for folder in tree.values() for name, path in folder.paths().items()}
    return {path: files[path] for path in sorted(files, key=order)}


def order(path: PurePosixPath) -> str:
    """A key that sorts as the path itself does, part by part, and is compared ten times as fast."""
    return str(path).replace("/", "\0") if path.parts else ""


def collisions(tree: Tree) -> Iterator[tuple[PurePosixPath, PurePosixPath]]:
    """Pairs of wanted paths that no disk can hold, or not every one: one path twice, a file where the other
    needs a folder, names that are equal but for case or Unicode form (macOS and Windows compare so)."""
    return iter(()) if _is_clear(tree) else iter(dict.fromkeys(_collisions(tree)))


def _is_clear(tree: Tree) -> bool:
    """Whether nothing collides, which is all that a run wants to know but for the rare one that must say what does."""
    files = [f"{folder.path}/{name}" for folder in tree.values() for name in (*folder.files, MANIFEST)]
    folders: set[str] = set()
    for path in files:
        parent = path.rpartition("/")[0]
        while parent and parent not in folders:
            folders.add(parent)
            parent = parent.rpartition("/")[0]
    every = {*files, *folders}
    return len(every) == len(files) + len(folders) == len(set(map(_spelling, every)))


def diff(wanted: Tree, existing: Existing, prunable: Chosen, forced: Chosen) -> TreeDiff:
    """What must change so that `wanted` stands, touching only what is ours (contract, section 5).

    `prunable` says of a path that is no longer wanted (a file, or the manifest of a folder without files)
    whether this run may remove it; what it may not stays in its manifest. `forced` paths are overwritten or
    deleted although others changed them.
    """
    judge = Judge(existing, prunable, forced)
    verdicts = {path: judge.wanted(path, file.sha256) for path, file in contents(wanted).items()}
    unwanted = {path: judge.unwanted(path) for path in _no_longer_wanted(wanted, existing, verdicts)}
    if unwanted:
        verdicts = dict(sorted({**verdicts, **unwanted}.items(), key=lambda item: order(item[0])))
    paths = sorted(wanted.keys() | existing.folders.keys(), key=order)
    every = (_Plan(path, wanted.get(path), existing.folders.get(path, _NOTHING)) for path in paths)
    plans = [plan for plan in every if plan.is_touched(verdicts, prunable)]
    changes = tuple(change for plan in plans if (change := plan.change(verdicts, existing)) is not None)
    return TreeDiff(
        created=_those(verdicts, "create"),
        changed=_those(verdicts, "change"),
        deleted=_those(verdicts, "delete"),
        unchanged=_those(verdicts, "same"),
        forced=tuple(path for path, verdict in verdicts.items() if verdict.forced),
        refused=tuple(Refusal(path, each.reason, each.hint) for path, each in verdicts.items() if each.reason),
        remaining=_remaining(changes, existing, verdicts),
        manifests=changes,
        emptied=_emptied(verdicts, changes, existing),
        journals=tuple(plan.path / JOURNAL for plan in plans if plan.recorded.journal),
        leftovers=existing.leftovers,
    )


@dataclass(frozen=True, slots=True)
class _Plan:
    """One folder: what is wanted in it, and what earlier runs say of it."""

    path: PurePosixPath
    wanted: Folder | None
    recorded: Recorded

    def is_touched(self, verdicts: _Verdicts, prunable: Chosen) -> bool:
        """Not if the run has nothing to do with it: then even a killed run's journal must stay as it is."""
        if self.wanted is not None:
            return True
        acts = {verdicts[self.path / name].act for name in self.recorded.names()}
        return bool(acts - {"keep"}) or (not acts and prunable(self.path / MANIFEST))

    def change(self, verdicts: _Verdicts, existing: Existing) -> ManifestChange | None:
        """The new manifest, if it is not the one that stands."""
        manifest = self._manifest(verdicts, existing)
        after = None if manifest is None else dump(manifest)
        if (digest(after) if after is not None else None) == self.recorded.sha256:
            return None
        journal = self._journal(manifest, verdicts)
        return ManifestChange(self.path, self.recorded.sha256, after, journal, self.recorded.manifest.record)

    def _manifest(self, verdicts: _Verdicts, existing: Existing) -> Manifest | None:
        kept = self._kept(verdicts, existing)
        if self.wanted is None:
            return Manifest(kept, self._inputs(kept), self.recorded.manifest.record) if kept else None
        written = {
            name: Entry(file.sha256, self.wanted.sources.get(name, ())) for name, file in self.wanted.files.items()
        }
        inputs = {**self._inputs(kept), **self.wanted.inputs}
        return Manifest({**kept, **written}, inputs, self.wanted.record)

    def _kept(self, verdicts: _Verdicts, existing: Existing) -> dict[str, Entry]:
        """Files that are no longer wanted but stay, so stay ours."""
        names = self.recorded.names()
        ours = {name: self.path / name for name in names if not self.wanted or name not in self.wanted.files}
        return {
            name: self.recorded.entry(name, existing.found.get(path, MISSING))
            for name, path in ours.items()
            if verdicts[path].act in ("keep", "refuse")
        }

    def _inputs(self, kept: Mapping[str, Entry]) -> dict[str, str]:
        if not kept:
            return {}
        sources = {source for entry in kept.values() for source in entry.sources}
        return {path: sha256 for path, sha256 in self.recorded.inputs().items() if path in sources}

    def _journal(self, manifest: Manifest | None, verdicts: _Verdicts) -> str | None:
        """Needed only if a file is written: until the manifest follows, nothing else says that it is ours."""
        paths = self.wanted.paths().values() if self.wanted else ()
        if manifest is None or not {verdicts[path].act for path in paths} & {"create", "change"}:
            return None
        earlier = {name: tuple(self.recorded.hashes(name)) for name in self.recorded.names()}
        return dump_journal(Journal(manifest, earlier))


def _no_longer_wanted(wanted: Tree, existing: Existing, verdicts: _Verdicts) -> set[PurePosixPath]:
    """What a manifest or journal names and no folder of the wanted tree holds."""
    paths: set[PurePosixPath] = set()
    for path, recorded in existing.folders.items():
        still = wanted[path].files.keys() if path in wanted else frozenset[str]()
        paths.update(path / name for name in recorded.names() - still)
    return paths - verdicts.keys()


def _those(verdicts: _Verdicts, act: Act) -> tuple[PurePosixPath, ...]:
    return tuple(path for path, verdict in verdicts.items() if verdict.act == act)


def _remaining(changes: Iterable[ManifestChange], existing: Existing, verdicts: _Verdicts) -> tuple[PurePosixPath, ...]:
    left = {change.folder for change in changes if change.after is None}
    others = (each for each in existing.entries if each not in verdicts)
    return tuple(sorted((each for each in others if not left.isdisjoint(each.parents)), key=order)) if left else ()


def _emptied(verdicts: _Verdicts, changes: Iterable[ManifestChange], existing: Existing) -> tuple[PurePosixPath, ...]:
    gone = [*_those(verdicts, "delete")]
    gone += [path for path in _those(verdicts, "gone") if existing.found.get(path, MISSING) == MISSING]
    gone += [change.folder / MANIFEST for change in changes if change.after is None]
    folders = {parent for path in gone for parent in path.parents if parent.parts} | {*existing.emptied}
    return tuple(sorted(folders, key=lambda folder: (-len(folder.parts), folder)))


def _collisions(tree: Tree) -> Iterator[tuple[PurePosixPath, PurePosixPath]]:
    paths = [folder.path / name for folder in tree.values() for name in (*folder.files, MANIFEST)]
    spelled: dict[str, PurePosixPath] = {}
    files: dict[str, PurePosixPath] = {}
    for path in sorted(paths):
        for part in (*reversed(path.parents), path):
            other = files.get(_spelling(str(part)), spelled.setdefault(_spelling(str(part)), part))
            if other != part or _spelling(str(part)) in files:
                yield other, part if other != part else path
                break
        files[_spelling(str(path))] = path


def _spelling(text: str) -> str:
    """What is equal for two names that macOS and Windows take for one."""
    if text.isascii():
        return text.casefold()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())

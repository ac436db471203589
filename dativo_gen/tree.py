"""The wanted tree and what was written last -> what changes. Pure; disk.py applies it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal, TypeAlias

from dativo_gen.errors import Span
from dativo_gen.existing import MISSING, Existing, Found, Kind, Recorded
from dativo_gen.manifest import JOURNAL, JSON, MANIFEST, Entry, Journal, Manifest, digest, dump, dump_journal

Chosen: TypeAlias = Callable[[PurePosixPath], bool]
Act = Literal["create", "change", "same", "delete", "gone", "keep", "refuse"]


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file to write (UTF-8, LF) and, for each of its lines, the places in the inputs that it came from."""

    text: str
    lines: tuple[tuple[Span, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Folder:
    """The files that share one manifest; `files` are relative to `path`, and that to the output folder.

    `sources` says of each file which input files it was made from, `inputs` gives their hashes
    (`manifest.digest`). `record` is what the next run must remember of this folder, not looked into here.
    """

    path: PurePosixPath
    files: Mapping[str, RenderedFile]
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    record: Mapping[str, JSON] | None = None


Tree: TypeAlias = Mapping[PurePosixPath, Folder]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A path that is not touched, why, and what the user can do."""

    path: PurePosixPath
    reason: str
    hint: str


@dataclass(frozen=True, slots=True)
class ManifestChange:
    """A folder's manifest before and after (None: there is none); `journal` is saved before its files."""

    folder: PurePosixPath
    before: str | None
    after: str | None
    journal: str | None = None


@dataclass(frozen=True, slots=True)
class TreeDiff:
    """What a run would do, sorted. `forced` paths are also in `changed` or `deleted`.

    `remaining` is what others put into folders that are no longer wanted. `emptied` are folders to remove if
    nothing is left in them, deepest first. `journals` and `leftovers` are a killed run's, to remove.
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
        return not (self.differs or self.journals or self.leftovers)


@dataclass(frozen=True, slots=True)
class _Verdict:
    act: Act
    forced: bool = False
    reason: str = ""
    hint: str = ""


_Verdicts: TypeAlias = Mapping[PurePosixPath, _Verdict]

_IN_THE_WAY: Mapping[Kind, str] = {
    "folder": "a folder stands where this file belongs",
    "special": "neither a file nor a folder stands where this file belongs",
    "below-symlink": "a folder above it is a symlink",
    "below-file": "a file stands where a folder above it belongs",
}
_MOVE_AWAY = "move away what stands there and render again"
_OVERWRITE = "move it away, or overwrite it with `--force-path`"


def contents(tree: Tree) -> dict[PurePosixPath, RenderedFile]:
    """Every wanted file by its path in the output folder, sorted."""
    files = {folder.path / name: file for folder in tree.values() for name, file in folder.files.items()}
    return dict(sorted(files.items()))


def collisions(tree: Tree) -> Iterator[tuple[PurePosixPath, PurePosixPath]]:
    """Pairs of wanted paths that no disk can hold, or not every one: one path twice, a file where the other
    needs a folder, names that are equal but for case or Unicode form (macOS and Windows compare so)."""
    return iter(dict.fromkeys(_collisions(tree)))


def diff(wanted: Tree, existing: Existing, prunable: Chosen, forced: Chosen) -> TreeDiff:
    """What must change so that `wanted` stands, touching only what is ours (contract, section 5).

    `prunable` says of a path that is no longer wanted (a file, or the manifest of a folder without files)
    whether this run may remove it; what it may not stays in its manifest. `forced` paths are overwritten or
    deleted although others changed them.
    """
    judge = _Judge(existing.found, existing.claims(), prunable, forced)
    verdicts = {path: judge.wanted(path, file.text) for path, file in contents(wanted).items()}
    verdicts |= {path: judge.unwanted(path) for path in judge.claims.keys() - verdicts.keys()}
    verdicts = dict(sorted(verdicts.items()))
    paths = sorted(wanted.keys() | existing.folders.keys())
    every = (_Plan(path, wanted.get(path), existing.folders.get(path, Recorded())) for path in paths)
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
        emptied=_emptied(verdicts, changes),
        journals=tuple(plan.path / JOURNAL for plan in plans if plan.recorded.journal),
        leftovers=existing.leftovers,
    )


@dataclass(frozen=True, slots=True)
class _Judge:
    """Decides for one path at a time."""

    found: Mapping[PurePosixPath, Found]
    claims: Mapping[PurePosixPath, frozenset[str]]
    prunable: Chosen
    forced: Chosen

    def wanted(self, path: PurePosixPath, text: str) -> _Verdict:
        found = self.found.get(path, MISSING)
        if found.kind == "missing":
            return _Verdict("create")
        if found.kind == "file" and found.sha256 == digest(text):
            return _Verdict("same")
        return self._others("change", path, found)

    def unwanted(self, path: PurePosixPath) -> _Verdict:
        found = self.found.get(path, MISSING)
        if not self.prunable(path):
            return _Verdict("keep")
        if found.kind not in ("file", "symlink"):
            return _Verdict("gone")
        return self._others("delete", path, found)

    def _others(self, act: Act, path: PurePosixPath, found: Found) -> _Verdict:
        """`act` if what stands there is ours or may be forced; refused if not."""
        if found.kind in _IN_THE_WAY:
            return _Verdict("refuse", reason=_IN_THE_WAY[found.kind], hint=_MOVE_AWAY)
        if found.kind == "file" and found.sha256 in self.claims.get(path, ()):
            return _Verdict(act)
        if self.forced(path):
            return _Verdict(act, forced=True)
        if found.kind == "symlink":
            return _Verdict("refuse", reason="a symlink stands where this file belongs", hint=_OVERWRITE)
        if path in self.claims:
            hint = f"undo the edit, or {_OVERWRITE}"
            return _Verdict("refuse", reason="edited since dativo-gen wrote it", hint=hint)
        return _Verdict("refuse", reason="not written by dativo-gen", hint=_OVERWRITE)


@dataclass(frozen=True, slots=True)
class _Plan:
    """One folder: what is wanted in it, and what earlier runs say of it."""

    path: PurePosixPath
    wanted: Folder | None
    recorded: Recorded

    def is_touched(self, verdicts: _Verdicts, prunable: Chosen) -> bool:
        """Not if the run has nothing to do with it: then even a killed run's journal must stay as it is."""
        acts = {verdicts[self.path / name].act for name in self.recorded.claims()}
        return self.wanted is not None or bool(acts - {"keep"}) or (not acts and prunable(self.path / MANIFEST))

    def change(self, verdicts: _Verdicts, existing: Existing) -> ManifestChange | None:
        """The new manifest, if it is not the one that stands."""
        manifest = self._manifest(verdicts, existing)
        after = None if manifest is None else dump(manifest)
        if after == self.recorded.text:
            return None
        return ManifestChange(self.path, self.recorded.text, after, self._journal(manifest, verdicts))

    def _manifest(self, verdicts: _Verdicts, existing: Existing) -> Manifest | None:
        kept = self._kept(verdicts, existing)
        if self.wanted is None:
            return Manifest(kept, self._inputs(kept), self.recorded.manifest.record) if kept else None
        written = {
            name: Entry(digest(file.text), self.wanted.sources.get(name, ()))
            for name, file in self.wanted.files.items()
        }
        inputs = {**self._inputs(kept), **self.wanted.inputs}
        return Manifest({**kept, **written}, inputs, self.wanted.record)

    def _kept(self, verdicts: _Verdicts, existing: Existing) -> dict[str, Entry]:
        """Files that are no longer wanted but stay, so stay ours."""
        names = self.recorded.claims()
        ours = {name: self.path / name for name in names if not self.wanted or name not in self.wanted.files}
        return {
            name: self.recorded.entry(name, existing.found.get(path, MISSING))
            for name, path in ours.items()
            if verdicts[path].act in ("keep", "refuse")
        }

    def _inputs(self, kept: Mapping[str, Entry]) -> dict[str, str]:
        sources = {source for entry in kept.values() for source in entry.sources}
        return {path: sha256 for path, sha256 in self.recorded.inputs().items() if path in sources}

    def _journal(self, manifest: Manifest | None, verdicts: _Verdicts) -> str | None:
        """Needed only if a file is written: until the manifest follows, nothing else says that it is ours."""
        names = self.wanted.files if self.wanted else {}
        if manifest is None or not {verdicts[self.path / name].act for name in names} & {"create", "change"}:
            return None
        earlier = {name: tuple(hashes) for name, hashes in self.recorded.claims().items()}
        return dump_journal(Journal(manifest, earlier))


def _those(verdicts: _Verdicts, act: Act) -> tuple[PurePosixPath, ...]:
    return tuple(path for path, verdict in verdicts.items() if verdict.act == act)


def _remaining(changes: Iterable[ManifestChange], existing: Existing, verdicts: _Verdicts) -> tuple[PurePosixPath, ...]:
    left = {change.folder for change in changes if change.after is None}
    others = (each for each in existing.entries if each not in verdicts)
    return tuple(sorted(each for each in others if not left.isdisjoint(each.parents)))


def _emptied(verdicts: _Verdicts, changes: Iterable[ManifestChange]) -> tuple[PurePosixPath, ...]:
    gone = [*_those(verdicts, "delete"), *_those(verdicts, "gone")]
    gone += [change.folder / MANIFEST for change in changes if change.after is None]
    folders = {parent for path in gone for parent in path.parents if parent.parts}
    return tuple(sorted(folders, key=lambda folder: (-len(folder.parts), folder)))


def _collisions(tree: Tree) -> Iterator[tuple[PurePosixPath, PurePosixPath]]:
    paths = [folder.path / name for folder in tree.values() for name in (*folder.files, MANIFEST)]
    spelled: dict[str, PurePosixPath] = {}
    files: dict[str, PurePosixPath] = {}
    for path in sorted(paths):
        for part in (*reversed(path.parents), path):
            other = files.get(_key(part), spelled.setdefault(_key(part), part))
            if other != part or _key(part) in files:
                yield other, part if other != part else path
                break
        files[_key(path)] = path


def _key(path: PurePosixPath) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", str(path)).casefold())

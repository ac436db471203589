"""What stands in the output folder, and what earlier runs say that they wrote there."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Literal

from dativo_gen.manifest import Entry, Journal, Manifest

Kind = Literal["missing", "file", "folder", "symlink", "special", "below-symlink", "below-file"]


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a path now; `sha256` (`manifest.digest`) for files only."""

    kind: Kind
    sha256: str = ""


MISSING = Found("missing")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What earlier runs say of a folder: its manifest (`sha256` of its text; None without one), a killed run's
    journal."""

    manifest: Manifest = field(default_factory=Manifest)
    sha256: str | None = None
    journal: Journal | None = None

    def names(self) -> Set[str]:
        """Each file that may be ours."""
        if self.journal is None:
            return self.manifest.files.keys()
        return self.manifest.files.keys() | self.journal.planned.files.keys() | self.journal.earlier.keys()

    def hashes(self, name: str) -> frozenset[str]:
        """The hashes with which the file is ours."""
        entry = self.manifest.files.get(name)
        ours = frozenset() if entry is None else frozenset((entry.sha256,))
        if self.journal is None:
            return ours
        planned = self.journal.planned.files.get(name)
        return ours.union(self.journal.earlier.get(name, ()), () if planned is None else (planned.sha256,))

    def sources(self, name: str) -> frozenset[str]:
        """The inputs that the file was made from, or that a killed run meant to make it from."""
        written = (self.manifest, self.journal.planned) if self.journal is not None else (self.manifest,)
        entries = (each.files.get(name) for each in written)
        return frozenset(source for entry in entries if entry is not None for source in entry.sources)

    def entry(self, name: str, found: Found) -> Entry:
        """What a manifest must say of a file that stays as it stands."""
        planned = self.journal.planned.files if self.journal else {}
        entry = self.manifest.files.get(name) or planned.get(name) or Entry(found.sha256)
        return replace(entry, sha256=found.sha256) if found.sha256 in self.hashes(name) else entry

    def inputs(self) -> dict[str, str]:
        return {**(self.journal.planned.inputs if self.journal else {}), **self.manifest.inputs}


@dataclass(frozen=True, slots=True)
class Existing:
    """What stands in the output folder; all paths relative to it.

    `found` covers every wanted path and every path of a manifest or journal. `entries` is what stands there
    besides, manifests and the like excepted; a folder not looked into (`.terraform`) is one entry. `leftovers` are
    temporary files of a killed run, `emptied` the folders that it may have left empty.
    """

    folders: Mapping[PurePosixPath, Recorded] = field(default_factory=dict)
    found: Mapping[PurePosixPath, Found] = field(default_factory=dict)
    entries: tuple[PurePosixPath, ...] = ()
    leftovers: tuple[PurePosixPath, ...] = ()
    emptied: tuple[PurePosixPath, ...] = ()

    def hashes(self, path: PurePosixPath) -> frozenset[str] | None:
        """The hashes with which `path` is ours; None if no manifest or journal names it."""
        claims = [
            recorded.hashes(name)
            for parent in path.parents
            if (recorded := self.folders.get(parent))
            and (name := path.relative_to(parent).as_posix()) in recorded.names()
        ]
        return frozenset().union(*claims) if claims else None

    def sources(self, path: PurePosixPath) -> frozenset[str]:
        """The inputs that some manifest or journal says that `path` was made from."""
        folders = ((parent, self.folders[parent]) for parent in path.parents if parent in self.folders)
        found = (recorded.sources(path.relative_to(parent).as_posix()) for parent, recorded in folders)
        return frozenset().union(*found)

    def claims(self) -> dict[PurePosixPath, frozenset[str]]:
        """Each path that some manifest or journal names, and the hashes with which it is ours."""
        claims: dict[PurePosixPath, frozenset[str]] = {}
        for folder, recorded in self.folders.items():
            for name in recorded.names():
                claims[folder / name] = claims.get(folder / name, frozenset()) | recorded.hashes(name)
        return claims

"""What stands in the output folder, and what earlier runs say that they wrote there."""

from __future__ import annotations

from collections.abc import Mapping
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
    """What earlier runs say of a folder: its manifest (`text`: None without one), a killed run's journal."""

    manifest: Manifest = field(default_factory=Manifest)
    text: str | None = None
    journal: Journal | None = None

    def claims(self) -> dict[str, frozenset[str]]:
        """Each file that may be ours, and the hashes with which it is."""
        planned = self.journal.planned.files if self.journal else {}
        earlier = self.journal.earlier if self.journal else {}
        names = self.manifest.files.keys() | planned.keys() | earlier.keys()
        entries = (self.manifest.files, planned)
        return {
            name: frozenset(earlier.get(name, ())) | {each[name].sha256 for each in entries if name in each}
            for name in names
        }

    def entry(self, name: str, found: Found) -> Entry:
        """What a manifest must say of a file that stays as it stands."""
        planned = self.journal.planned.files if self.journal else {}
        entry = self.manifest.files.get(name) or planned.get(name) or Entry(found.sha256)
        return replace(entry, sha256=found.sha256) if found.sha256 in self.claims()[name] else entry

    def inputs(self) -> dict[str, str]:
        return {**(self.journal.planned.inputs if self.journal else {}), **self.manifest.inputs}


@dataclass(frozen=True, slots=True)
class Existing:
    """What stands in the output folder; all paths relative to it.

    `found` covers every wanted path and every path of a manifest or journal. `entries` is all that is there,
    manifests and the like excepted; a folder not looked into (`.terraform`) is one entry. `leftovers` are
    temporary files of a killed run.
    """

    folders: Mapping[PurePosixPath, Recorded] = field(default_factory=dict)
    found: Mapping[PurePosixPath, Found] = field(default_factory=dict)
    entries: tuple[PurePosixPath, ...] = ()
    leftovers: tuple[PurePosixPath, ...] = ()

    def claims(self) -> dict[PurePosixPath, frozenset[str]]:
        """Each path that some manifest or journal names, and the hashes with which it is ours."""
        claims: dict[PurePosixPath, frozenset[str]] = {}
        for folder, recorded in self.folders.items():
            for name, hashes in recorded.claims().items():
                claims[folder / name] = claims.get(folder / name, frozenset()) | hashes
        return claims

"""The edge to the output folder: look what stands there.

Ten thousand files pass here at every run: strings and `os` calls, not a `Path` for each, and each file opened once.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from sys import intern
from typing import get_args

from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.existing import MISSING, Existing, Found, Kind, Recorded
from dativo_gen.lock import DiskError
from dativo_gen.manifest import (
    EMPTIED,
    HOLDER,
    JOURNAL,
    LOCK,
    MANIFEST,
    TEMPORARY,
    Journal,
    digest,
    is_cut_off,
    parse,
    parse_journal,
    parse_paths,
    unreadable,
)
from dativo_gen.tree import Tree, contents, order

_SKIPPED = frozenset({".terraform", ".git"})
_OWN = frozenset({MANIFEST, JOURNAL, LOCK, HOLDER, EMPTIED})
_LEFTOVER = re.compile(re.escape(TEMPORARY) + r"\d+")
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK  # what became a link or a pipe since it was listed is not read
_CHUNK = 1 << 16


class UnsafePathError(DiskError):
    """A path leads out of the output folder, or through a symlink. Nothing was written."""


def scan(output: Path, tree: Tree, shown: str) -> Existing:
    """What stands in `output`, for `diff` with `tree`. Reads only; `shown` is the folder's name in messages.

    Raises Rejected with all that cannot be read, UnsafePathError for a wanted path that leads out.
    """
    return look(output, shown).against(tree)


def look(output: Path, shown: str, skip: Callable[[str], bool] = lambda folder: False) -> Sight:
    """What stands in `output`, but in the folders to `skip`; which files matter is asked afterwards. Reads only.

    Raises Rejected with all that cannot be read.
    """
    sight = Sight(str(output), shown, skip)
    sight.walk()
    if sight.problems:
        raise Rejected(sight.problems)
    return sight


def current_text(output: Path, path: PurePosixPath) -> str | None:
    """The text of the file at `path`, with LF; None if no plain file stands there."""
    if _above(str(output), path) is not None or kind(f"{output}/{path}") != "file":
        return None
    return _read(f"{output}/{path}").decode(errors="replace").replace("\r\n", "\n")


@dataclass(slots=True)
class Sight:
    """What stands in a folder. `kinds`: everything in the folders that were looked into; `folders`: their manifests."""

    output: str
    shown: str
    skip: Callable[[str], bool]
    kinds: dict[str, Kind] = field(default_factory=dict)
    folders: dict[PurePosixPath, Recorded] = field(default_factory=dict)
    entries: list[str] = field(default_factory=list)
    leftovers: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def against(self, tree: Tree) -> Existing:
        """With the content of each file that is wanted, or was written before, for `diff` with `tree`.

        Raises Rejected with all that cannot be read, UnsafePathError for a wanted path that leads out.
        """
        found = {path: self.at(path) for path in contents(tree)}
        for folder, recorded in self.folders.items():
            for path in (folder / name for name in recorded.names()):
                if path not in found:
                    found[path] = self.at(path)
        known, emptied = {str(path) for path in found}, self.emptied()
        if self.problems:
            raise Rejected(self.problems)
        others = (PurePosixPath(path) for path in self.entries if path not in known)
        leftovers = (PurePosixPath(path) for path in self.leftovers)
        return Existing(self.folders, found, in_order(others), in_order(leftovers), emptied)

    def walk(self) -> None:
        below = [""]
        for folder in below:  # grows on the way
            try:
                below += self._listed(folder)
            except OSError as error:
                if folder or error.errno != errno.ENOENT:
                    self._problem(folder or ".", f"the folder cannot be read ({error.strerror})")

    def _listed(self, folder: str) -> Iterator[str]:
        """Notes what stands in a folder. Returns the folders in it that are to be looked into."""
        start = f"{folder}/" if folder else ""
        with os.scandir(f"{self.output}/{folder}") as listed:
            kinds = {each.name: "file" if each.is_file(follow_symlinks=False) else _other(each) for each in listed}
        for name, kind in kinds.items():
            path = start + name
            self.kinds[path] = kind
            if kind != "folder" and name.startswith(TEMPORARY) and _LEFTOVER.fullmatch(name):
                self.leftovers.append(path)
            elif kind == "folder" and name not in _SKIPPED:
                if not self.skip(path):
                    yield path
            elif name not in _OWN:
                self.entries.append(path)
        if MANIFEST in kinds or JOURNAL in kinds:
            self._record(PurePosixPath(folder), kinds)

    def at(self, path: PurePosixPath) -> Found:
        text = str(path)
        found = self.kinds.get(text)
        try:
            if found is None:
                return self._not_listed(path)
            return Found("file", intern(digest(_read(f"{self.output}/{text}")))) if found == "file" else _FOUND[found]
        except FileNotFoundError:
            return MISSING
        except OSError as error:
            self._problem(text, f"the file cannot be read ({error.strerror})")
            return MISSING

    def _not_listed(self, path: PurePosixPath) -> Found:
        refuse_to_leave(self.output, path)
        for parent in path.parents[:-1]:
            found = self.kinds.get(str(parent))
            if found == "folder" and parent.name in _SKIPPED:
                return _FOUND[_above(self.output, path) or kind(f"{self.output}/{path}")]
            if found is not None and found != "folder":
                return _FOUND["below-symlink" if found == "symlink" else "below-file"]
        return MISSING

    def emptied(self) -> tuple[PurePosixPath, ...]:
        """What a killed run announced, as far as it still stands. A note that says nothing is a leftover."""
        there: list[str] = []
        if self.kinds.get(EMPTIED) == "file":
            paths = parse_paths(_read(f"{self.output}/{EMPTIED}").decode(errors="replace"))
            there = [path for path in paths if self.kinds.get(path) == "folder"]
        if not there and self.kinds.get(EMPTIED, "folder") != "folder":
            self.leftovers.append(EMPTIED)
        return in_order(map(PurePosixPath, there))

    def _record(self, folder: PurePosixPath, kinds: Mapping[str, Kind]) -> None:
        try:
            text = self._text(folder / MANIFEST, kinds)
            recorded = Recorded()
            if text is not None:
                recorded = Recorded(parse(text, self._name(folder / MANIFEST)), digest(text))
            journal = self._text(folder / JOURNAL, kinds)
            if journal is not None:
                recorded = replace(recorded, journal=self._journal(folder / JOURNAL, journal))
            if recorded.sha256 is not None or recorded.journal is not None:
                self.folders[folder] = recorded
        except Rejected as rejected:
            self.problems += rejected.problems

    def _journal(self, path: PurePosixPath, text: str) -> Journal | None:
        try:
            return parse_journal(text, self._name(path))
        except Rejected:
            if not is_cut_off(text):
                raise
            self.leftovers.append(str(path))
            return None

    def _text(self, path: PurePosixPath, kinds: Mapping[str, Kind]) -> str | None:
        if path.name not in kinds:
            return None
        try:
            if kinds[path.name] != "file":
                raise Rejected([unreadable(Span(self._name(path)), "the manifest is not a plain file")])
            text = _read(f"{self.output}/{path}").decode()
            return text.replace("\r\n", "\n") if "\r" in text else text
        except OSError as error:
            what = f"the manifest cannot be read ({error.strerror})"
        except UnicodeDecodeError:
            what = "the manifest is not UTF-8 text"
        raise Rejected([unreadable(Span(self._name(path)), what)])

    def _problem(self, path: str, what: str) -> None:
        hint = "give the user who runs dativo-gen the right to read it, or move it away"
        self.problems.append(Problem(Span(self._name(PurePosixPath(path))), "file-unreadable", what, hint))

    def _name(self, path: PurePosixPath) -> str:
        return str(PurePosixPath(self.shown) / path)


_FOUND: Mapping[Kind, Found] = {kind: Found(kind) for kind in get_args(Kind)}


def in_order(paths: Iterable[PurePosixPath]) -> tuple[PurePosixPath, ...]:
    """Sorted, part by part."""
    return tuple(sorted(paths, key=order))


def _other(entry: os.DirEntry[str]) -> Kind:
    """What an entry is that is no file."""
    if entry.is_dir(follow_symlinks=False):
        return "folder"
    return "symlink" if entry.is_symlink() else "special"


def kind(path: str) -> Kind:
    """What stands at `path`, itself."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return "missing"
    if stat.S_ISREG(mode):
        return "file"
    if stat.S_ISLNK(mode):
        return "symlink"
    return "folder" if stat.S_ISDIR(mode) else "special"


def refuse_to_leave(output: str, path: PurePosixPath) -> None:
    """Raises UnsafePathError for a path that leads out."""
    if path.is_absolute() or ".." in path.parts:
        raise UnsafePathError(f"{path} leads out of the output folder {output}")


def _above(output: str, path: PurePosixPath) -> Kind | None:
    """What keeps `path` from being reached through plain folders, or None. Raises UnsafePathError."""
    refuse_to_leave(output, path)
    for parent in reversed(path.parents[:-1]):
        found = kind(f"{output}/{parent}")
        if found == "missing":
            return None
        if found != "folder":
            return "below-symlink" if found == "symlink" else "below-file"
    return None


def _read(path: str) -> bytes:
    handle = os.open(path, _READ)
    try:
        chunks = []
        while chunk := os.read(handle, _CHUNK):
            chunks.append(chunk)
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)
    finally:
        os.close(handle)

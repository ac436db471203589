"""The edge to the output folder: look what stands there, apply a TreeDiff."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.existing import MISSING, Existing, Found, Kind, Recorded
from dativo_gen.lock import DiskError, Held, failing
from dativo_gen.manifest import (
    HOLDER,
    JOURNAL,
    LOCK,
    MANIFEST,
    TEMPORARY,
    digest,
    parse,
    parse_journal,
    unreadable,
)
from dativo_gen.steps import Delete, DropFolder, MakeFolder, Rename, Step, Sync, Write, steps
from dativo_gen.tree import Tree, TreeDiff, contents

_SKIPPED = frozenset({".terraform", ".git"})
_OWN = frozenset({MANIFEST, JOURNAL, LOCK, HOLDER})
_LEFTOVER = re.compile(re.escape(TEMPORARY) + r"\d+")


class UnsafePathError(DiskError):
    """A path leads out of the output folder, or through a symlink. Nothing was written."""


def scan(output: Path, tree: Tree, shown: str) -> Existing:
    """What stands in `output`, for `diff` with `tree`. Reads only; `shown` is the folder's name in messages.

    Raises Rejected with all that cannot be read, UnsafePathError for a wanted path that leads out.
    """
    look = _Look(output, shown)
    look.walk()
    existing = Existing(look.folders)
    paths = contents(tree).keys() | existing.claims().keys()
    found = {path: look.at(path) for path in sorted(paths)}
    if look.problems:
        raise Rejected(look.problems)
    return Existing(look.folders, found, tuple(sorted(look.entries)), tuple(sorted(look.leftovers)))


def current_text(output: Path, path: PurePosixPath) -> str | None:
    """The text of the file at `path`, with LF; None if no plain file stands there."""
    if _above(output, path) is not None or not stat.S_ISREG(_mode(output / path)):
        return None
    return (output / path).read_bytes().decode(errors="replace").replace("\r\n", "\n")


def apply(held: Held, diff: TreeDiff, tree: Tree) -> None:
    """Make the folder what `diff` says; a run killed on the way is repaired by the next one.

    Raises UnsafePathError before anything is written, ValueError likewise if `diff` has refused paths, and
    WriteFailedError where the system refuses.
    """
    todo = tuple(steps(diff, tree))
    _stays_inside(held.output, (step.path for step in todo))
    for step in todo:
        with failing(held.output / (step.to if isinstance(step, Rename) else step.path)):
            perform(held.output, step)


def perform(output: Path, step: Step) -> None:
    """One step on the disk. Raises OSError."""
    path = output / step.path
    match step:
        case MakeFolder():
            path.mkdir(exist_ok=True)
        case Write(text=text):
            _write(path, text)
        case Sync():
            _sync(path)
        case Rename(to=to):
            path.replace(output / to)
        case Delete():
            path.unlink(missing_ok=True)
        case DropFolder():
            _drop(path)


@dataclass(slots=True)
class _Look:
    """Gathers what `scan` returns."""

    output: Path
    shown: str
    folders: dict[PurePosixPath, Recorded] = field(default_factory=dict)
    entries: list[PurePosixPath] = field(default_factory=list)
    leftovers: list[PurePosixPath] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def walk(self) -> None:
        for top, below, files in os.walk(self.output, onerror=self._no_folder):
            folder = PurePosixPath(Path(top).relative_to(self.output).as_posix())
            closed = [name for name in below if name in _SKIPPED or (Path(top) / name).is_symlink()]
            below[:] = [name for name in below if name not in closed]
            self.entries += [folder / name for name in (*closed, *files) if not _is_own(name)]
            self.leftovers += [folder / name for name in files if _LEFTOVER.fullmatch(name)]
            if not {MANIFEST, JOURNAL}.isdisjoint((*below, *closed, *files)):
                self._record(folder)

    def at(self, path: PurePosixPath) -> Found:
        try:
            above = _above(self.output, path)
            return _found(self.output / path) if above is None else Found(above)
        except OSError as error:
            self._problem(path, f"the file cannot be read ({error.strerror})")
            return MISSING

    def _record(self, folder: PurePosixPath) -> None:
        try:
            text = self._read(folder / MANIFEST)
            recorded = Recorded(text=text)
            if text is not None:
                recorded = Recorded(parse(text, self._name(folder / MANIFEST)), text)
            journal = self._read(folder / JOURNAL)
            if journal is not None:
                planned = parse_journal(journal, self._name(folder / JOURNAL))
                recorded = Recorded(recorded.manifest, recorded.text, planned)
            self.folders[folder] = recorded
        except Rejected as rejected:
            self.problems += rejected.problems

    def _read(self, path: PurePosixPath) -> str | None:
        mode = _mode(self.output / path)
        if mode == 0:
            return None
        try:
            if not stat.S_ISREG(mode):
                raise Rejected([unreadable(Span(self._name(path)), "the manifest is not a plain file")])
            return (self.output / path).read_bytes().decode().replace("\r\n", "\n")
        except OSError as error:
            what = f"the manifest cannot be read ({error.strerror})"
        except UnicodeDecodeError:
            what = "the manifest is not UTF-8 text"
        raise Rejected([unreadable(Span(self._name(path)), what)])

    def _no_folder(self, error: OSError) -> None:
        path = Path(error.filename)
        if path == self.output and error.errno == errno.ENOENT:
            return
        self._problem(PurePosixPath(path.relative_to(self.output)), f"the folder cannot be read ({error.strerror})")

    def _problem(self, path: PurePosixPath, what: str) -> None:
        hint = "give the user who runs dativo-gen the right to read it, or move it away"
        self.problems.append(Problem(Span(self._name(path)), "file-unreadable", what, hint))

    def _name(self, path: PurePosixPath) -> str:
        return str(PurePosixPath(self.shown) / path)


def _is_own(name: str) -> bool:
    return name in _OWN or _LEFTOVER.fullmatch(name) is not None


def _mode(path: Path) -> int:
    """The type and rights of what stands at `path`, itself; 0 if nothing does."""
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return 0


def _found(path: Path) -> Found:
    mode = _mode(path)
    if mode == 0:
        return MISSING
    if stat.S_ISREG(mode):
        return Found("file", digest(path.read_bytes()))
    if stat.S_ISLNK(mode):
        return Found("symlink")
    return Found("folder" if stat.S_ISDIR(mode) else "special")


def _above(output: Path, path: PurePosixPath) -> Kind | None:
    """What keeps `path` from being reached through plain folders, or None. Raises UnsafePathError."""
    if path.is_absolute() or ".." in path.parts:
        raise UnsafePathError(f"{path} leads out of the output folder {output}")
    for parent in [each for each in reversed(path.parents) if each.parts]:
        mode = _mode(output / parent)
        if mode == 0:
            return None
        if stat.S_ISLNK(mode):
            return "below-symlink"
        if not stat.S_ISDIR(mode):
            return "below-file"
    return None


def _stays_inside(output: Path, paths: Iterable[PurePosixPath]) -> None:
    """Asked again just before writing: a folder may have become a symlink since it was looked at."""
    for folder in sorted({path.parent for path in paths}):
        if _above(output, folder / MANIFEST) is not None:
            raise UnsafePathError(f"{output / folder} is reached through a symlink or a file; nothing was written")


def _write(path: Path, text: str) -> None:
    """A new file with the rights that umask leaves; never over or through something that stands there."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode())


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network disks cannot sync a folder
            raise
    finally:
        os.close(handle)


def _drop(path: Path) -> None:
    try:
        path.rmdir()
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOENT, errno.ENOTDIR):
            raise

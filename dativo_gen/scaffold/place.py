"""The edge that writes what was scaffolded: all of it or nothing, and never over or through what stands there."""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dativo_gen.lock import failing
from dativo_gen.repository import WrongUsage

_NEW = ".dativo-gen-new-"
"""What files are called until they are whole. The dot keeps readers of jobs out."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be written below `root`, by path from it.

    `folder` (if any) appears at once, with the `files` in it; the other `files` must not be there yet. `changed` are
    files with their text as it was read and as it shall be; None was not there.
    """

    root: Path
    files: Mapping[PurePosixPath, str]
    folder: PurePosixPath | None = None
    changed: Mapping[PurePosixPath, tuple[str | None, str]] = field(default_factory=dict)

    def inside(self) -> dict[PurePosixPath, str]:
        """The files of `folder`, by path from it."""
        folder = self.folder
        if folder is None:
            return {}
        return {path.relative_to(folder): text for path, text in self.files.items() if path.is_relative_to(folder)}

    def outside(self) -> dict[PurePosixPath, tuple[str | None, str]]:
        """Every other file, before and after."""
        new = {
            path: (None, text)
            for path, text in self.files.items()
            if self.folder is None or not path.is_relative_to(self.folder)
        }
        return {**new, **self.changed}


def read_text(place: Path) -> str | None:
    """A file's text with its own line ends, None if there is none. Raises WrongUsage if it is no UTF-8 text."""
    try:
        return place.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(f"{place}: cannot be read as text: {error}") from error


def read_own(place: Path) -> str | None:
    """As `read_text`, for a file that is going to be changed. Raises WrongUsage for a link too."""
    if place.is_symlink():
        raise WrongUsage(f"{place.name}: is a link, and nothing is written through links")
    return read_text(place)


def texts_below(folder: Path) -> dict[PurePosixPath, str]:
    """Every file below a folder. Raises WrongUsage for a link, or for what is no text."""
    found: dict[PurePosixPath, str] = {}
    for place in sorted(folder.rglob("*")):
        path = PurePosixPath(place.relative_to(folder).as_posix())
        if place.is_symlink():
            raise WrongUsage(f"{path}: the template makes a link, and links are not written")
        if place.is_file():
            found[path] = read_text(place) or ""
    return found


def refuse(addition: Addition) -> None:
    """Raises WrongUsage with all that stands in the way: what exists, and what would be written through a link."""
    wanted = [*([addition.folder] if addition.folder else ()), *addition.outside()]
    faults = sorted({fault for path in wanted if (fault := _in_the_way(addition, path))})
    if faults:
        raise WrongUsage("\n".join(faults))


def _in_the_way(addition: Addition, path: PurePosixPath) -> str:
    if path.is_absolute() or ".." in path.parts:
        return f"{path}: leads out of the repository"
    for part in reversed((path, *path.parents[:-1])):
        mode = _mode(addition.root / part)
        if stat.S_ISLNK(mode):
            return f"{part}: is a link, and nothing is written through links"
        if part != path and mode and not stat.S_ISDIR(mode):
            return f"{part}: is a file, where a folder is needed"
    if path in addition.changed:
        return "" if not mode or stat.S_ISREG(mode) else f"{path}: is no plain file"
    return f"{path}: is there already; nothing was written" if mode else ""


def _mode(place: Path) -> int:
    try:
        return place.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def write(addition: Addition) -> None:
    """Write everything; the folder last, by one rename, so that a killed run has not made a tenant.

    Raises WrongUsage with nothing written if something stands in the way or a file changed since it was read, and
    WriteFailedError, after undoing what was done, if the system refuses.
    """
    with failing(addition.root):
        addition.root.mkdir(parents=True, exist_ok=True)
    with _held(addition.root):
        refuse(addition)
        for path, (before, _) in addition.outside().items():
            if read_text(addition.root / path) != before:
                raise WrongUsage(f"{path}: was changed by somebody else meanwhile; run again")
        done = _Done(addition.root)
        try:
            with failing(addition.root):
                _write_all(addition, done)
        except BaseException:
            done.undo()
            raise
        finally:
            done.clear()


def _write_all(addition: Addition, done: _Done) -> None:
    staged = _stage(addition, done)
    for path, (before, after) in sorted(addition.outside().items()):
        if before != after:
            done.folders(path.parent)
            done.replace(path, before, after)
    if staged is not None and addition.folder is not None:
        staged.rename(addition.root / addition.folder)


def _stage(addition: Addition, done: _Done) -> Path | None:
    """The folder, whole, beside its place."""
    if addition.folder is None:
        return None
    done.folders(addition.folder.parent)
    parent = addition.root / addition.folder.parent
    staged = Path(tempfile.mkdtemp(prefix=_NEW, dir=parent))
    done.staged.append(staged)
    inner = staged / addition.folder.name  # `mkdtemp` gives rights to its owner alone
    inner.mkdir()
    for path, text in addition.inside().items():
        (inner / path).parent.mkdir(parents=True, exist_ok=True)
        _write(inner / path, text)
    return inner


@dataclass(slots=True)
class _Done:
    """What was done so far, for undoing it."""

    root: Path
    staged: list[Path] = field(default_factory=list)
    made: list[Path] = field(default_factory=list)
    before: list[tuple[Path, str | None]] = field(default_factory=list)

    def folders(self, path: PurePosixPath) -> None:
        """Make the folders down to `path`."""
        for each in reversed((path, *path.parents)):
            place = self.root / each
            if not place.is_dir():
                place.mkdir()
                self.made.append(place)

    def replace(self, path: PurePosixPath, before: str | None, after: str) -> None:
        """Put a text in a file's place at once; an old file's rights stay."""
        place = self.root / path
        new = place.with_name(f"{_NEW}{place.name}")
        _write(new, after)
        if before is not None:
            shutil.copymode(place, new)
        new.replace(place)
        self.before.append((place, before))

    def clear(self) -> None:
        """Take away what was only a step on the way."""
        for staged in self.staged:
            shutil.rmtree(staged, ignore_errors=True)

    def undo(self) -> None:
        """As it was before, as far as the system lets."""
        for place, before in reversed(self.before):
            with suppress(OSError):
                place.unlink() if before is None else place.write_bytes(before.encode())
        self.clear()
        for folder in reversed(self.made):
            with suppress(OSError):
                folder.rmdir()


def _write(place: Path, text: str) -> None:
    with place.open("wb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _held(root: Path) -> Iterator[None]:
    """One run at a time writes to shared files; the folder itself is locked, so that no file is left behind."""
    with failing(root):
        handle = os.open(root, os.O_RDONLY)
    try:
        with failing(root):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)

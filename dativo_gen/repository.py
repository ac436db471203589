"""The edge that reads: finds a user's repository and gives the bytes of its files by their path from the root."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.manifest import MANIFEST
from dativo_gen.paths import SETTINGS_FILE

JOBS_FOLDERS = ("job_configs", "jobs")
DEFAULTS_FILES = ("_defaults.yaml", "_defaults.yml")


class WrongUsage(Exception):
    """What the command line names does not exist or does not belong together."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A folder of job configs and what belongs to them. Reads each file once and remembers it."""

    root: Path
    named: tuple[PurePosixPath, ...]
    _seen: dict[str, bytes] = field(default_factory=dict)
    _inside: dict[str, bool] = field(default_factory=dict)

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, None if there is none. Raises Rejected if it cannot be read or lies outside."""
        if path in self._seen:
            return self._seen[path]
        place = self.root / path
        try:
            if not _stands(place.is_file):
                return None
            if not self._stays(place):
                message = "this file is a link that leads out of the repository"
                raise Rejected([Problem(Span(path), "file-outside", message, "put a copy into the repository")])
            self._seen[path] = place.read_bytes()
        except OSError as error:
            message = f"the file cannot be read: {error.strerror}"
            raise Rejected([Problem(Span(path), "file-unreadable", message, "look at its permissions")]) from error
        return self._seen[path]

    def _stays(self, place: Path) -> bool:
        """Whether a file lies in the repository when links are followed; what holds for a folder is asked once."""
        if place.is_symlink():
            return place.resolve().is_relative_to(self.root.resolve())
        folder = str(place.parent)
        if folder not in self._inside:
            self._inside[folder] = place.parent.resolve().is_relative_to(self.root.resolve())
        return self._inside[folder]

    def exists(self, path: PurePosixPath) -> bool:
        """Whether a folder or file stands at a path from the root."""
        return _stands((self.root / path).exists)

    def is_folder(self, path: PurePosixPath) -> bool:
        """Whether a folder stands at a path from the root."""
        return _stands((self.root / path).is_dir)

    def folder_files(self, path: PurePosixPath, suffixes: tuple[str, ...]) -> dict[str, bytes]:
        """The files right in a folder that end in one of `suffixes`, by their path from the root."""
        place = self.root / path
        names = sorted(each.name for each in place.iterdir() if each.name.endswith(suffixes) and each.is_file())
        found = {str(path / name): self.read(str(path / name)) for name in names}
        return {name: data for name, data in found.items() if data is not None}

    def files_below(self, path: PurePosixPath) -> dict[str, bytes]:
        """All files below a folder by their path from the root, but nothing whose name begins with a dot.

        Raises Rejected with all that cannot be read.
        """
        found: dict[str, bytes] = {}
        problems: list[Problem] = []
        for place, folders, files in os.walk(self.root / path, onerror=_raise_unless_missing):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(each for each in files if not each.startswith(".")):
                file = (Path(place) / name).relative_to(self.root).as_posix()
                try:
                    data = self.read(file)
                except Rejected as rejected:
                    problems += rejected.problems
                else:
                    found |= {file: data} if data is not None else {}
        if problems:
            raise Rejected(problems)
        return found

    def inputs(self) -> dict[str, bytes]:
        """Everything read so far."""
        return dict(self._seen)

    def job_files(self, folder: PurePosixPath, output: PurePosixPath) -> tuple[list[str], list[str]]:
        """Job files and layer files under the jobs folder, sorted. Names that begin with `.` or `_` are no jobs."""
        jobs, layers = [], []
        for place, names, files in os.walk(self.root / folder, onerror=_raise, followlinks=False):
            here = PurePosixPath(Path(place).relative_to(self.root).as_posix())
            names[:] = sorted(name for name in names if not name.startswith(".") and here / name != output)
            for name in names:
                if (Path(place) / name).is_symlink():
                    raise WrongUsage(f"{here / name}: a link to a folder is not followed; put the folder itself there")
            for name in sorted(files):
                if name in DEFAULTS_FILES:
                    layers.append(str(here / name))
                elif name.endswith((".yaml", ".yml")) and not name.startswith((".", "_")):
                    jobs.append(str(here / name))
        return sorted(jobs), sorted(layers)


def _raise(error: OSError) -> None:
    """A folder that cannot be read may hold jobs: passing it over would look as if they were removed."""
    raise WrongUsage(f"{error.filename}: the folder cannot be read: {error.strerror}") from error


def _raise_unless_missing(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        _raise(error)


def _stands(check: Callable[[], bool]) -> bool:
    """What a check of the disk says; a name that is too long for any disk names nothing."""
    try:
        return check()
    except OSError as error:
        if error.errno != errno.ENAMETOOLONG:
            raise
        return False


def open_repository(named: Sequence[Path]) -> Repository:
    """The repository that holds the named folders and files (contract, section 1). Raises WrongUsage."""
    places = [Path(os.path.abspath(path)) for path in named]
    for given, place in zip(named, places, strict=True):
        if not place.exists():
            raise WrongUsage(f"{given}: there is no such file or folder")
    roots = {_root(place) for place in places}
    if len(roots) > 1:
        shown = " and ".join(sorted(path.name for path in roots))
        raise WrongUsage(f"the named jobs belong to several repositories ({shown}); render them one by one")
    root = roots.pop()
    return Repository(root, tuple(PurePosixPath(place.relative_to(root).as_posix()) for place in places))


def _root(place: Path) -> Path:
    upwards = (place, *place.parents)
    for folder in upwards:
        if (folder / SETTINGS_FILE).is_file():
            return folder
    for folder in upwards:
        if folder.name in JOBS_FOLDERS and folder.is_dir():
            return folder.parent
    inside = next((name for name in JOBS_FOLDERS if (place / name).is_dir()), None)
    if inside is not None:
        # the root would be the folder above, where nobody looks for the output
        raise WrongUsage(f"{place.name}/ holds {inside}/: name that folder, or put a {SETTINGS_FILE} beside it")
    return place.parent


def find_root(start: Path) -> Path | None:
    """The repository that a path lies in, upwards from it: by its settings, else by its jobs folder. None: in none.

    Unlike `open_repository`, which is told where jobs are, this may begin anywhere, in the generated tree too.
    """
    upwards = (start, *start.parents)
    for folder in upwards:
        if (folder / SETTINGS_FILE).is_file():
            return folder
    for name in JOBS_FOLDERS:
        for folder in upwards:
            if (folder / name).is_dir() and not (folder / MANIFEST).is_file():  # the tree has a folder `jobs` too
                return folder
    return None


def jobs_folder(repository: Repository, setting: str | None) -> PurePosixPath:
    """The folder of all jobs, also when one file is named. Raises WrongUsage if something named lies outside."""
    folder = PurePosixPath(setting) if setting else _guess_folder(repository)
    if not repository.is_folder(folder):
        raise WrongUsage(f"{folder}: the settings call this the jobs folder, but there is no such folder")
    for named in repository.named:
        if not named.is_relative_to(folder) and not folder.is_relative_to(named):
            raise WrongUsage(f"{named}: lies outside of the jobs folder {folder}")
    return folder


def judge_named(repository: Repository, jobs: Collection[str]) -> None:
    """Raises WrongUsage for a named file that is no job: it would select nothing and look like success."""
    known = frozenset(jobs)
    for named in repository.named:
        if str(named) not in known and not repository.is_folder(named):
            raise WrongUsage(f"{named}: is no job config (jobs end in .yaml or .yml and begin with neither . nor _)")


def _guess_folder(repository: Repository) -> PurePosixPath:
    first = repository.named[0]
    if first == PurePosixPath("."):
        return next((PurePosixPath(name) for name in JOBS_FOLDERS if repository.exists(PurePosixPath(name))), first)
    for folder in reversed((first, *first.parents)):
        if folder.name in JOBS_FOLDERS:
            return folder
    return first if (repository.root / first).is_dir() else first.parent

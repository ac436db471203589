"""The edge that reads: finds a user's repository and gives the bytes of its files by their path from the root."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.manifest import MANIFEST
from dativo_gen.paths import SETTINGS_FILE

JOBS_FOLDERS = ("job_configs", "jobs")
DEFAULTS_FILES = ("_defaults.yaml", "_defaults.yml")


Access = tuple[str, str]
"""Something that was asked of the disk: what (`file`, `exists`, `folder`, `list`), and the path from the root."""


class WrongUsage(Exception):
    """What the command line names does not exist or does not belong together."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A folder of job configs and what belongs to them. Asks the disk everything once and remembers the answer, so that
    all that is made of one repository is made of the same.

    What is asked of it inside of `noting` is noted, so that it can be known later whether the answers are the same.
    """

    root: Path
    named: tuple[PurePosixPath, ...]
    _seen: dict[str, bytes] = field(default_factory=dict)
    _notes: list[set[Access]] = field(default_factory=list)
    _marks: dict[str, str] = field(default_factory=dict)
    _lost: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    _stood: dict[Access, bool] = field(default_factory=dict)
    _listed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _inside: dict[str, bool] = field(default_factory=dict)

    @contextmanager
    def noting(self) -> Iterator[set[Access]]:
        """Gathers what is asked as long as this lasts; what was asked inside counts for what is outside too."""
        noted: set[Access] = set()
        self._notes.append(noted)
        try:
            yield noted
        finally:
            self._notes.pop()
            self.note(noted)

    def after(self, changed: Iterable[Path]) -> Repository:
        """The same after some files changed, without reading the others again."""
        paths = [path.relative_to(self.root).as_posix() for path in changed if path.is_relative_to(self.root)]
        stale = {seen for seen in self._seen for path in paths if seen == path or seen.startswith(f"{path}/")}
        seen = {path: data for path, data in self._seen.items() if path not in stale}
        marks = {path: known for path, known in self._marks.items() if path in seen}
        return Repository(self.root, self.named, seen, [], marks)

    def note(self, accesses: Iterable[Access]) -> None:
        """As if this had been asked."""
        if self._notes:
            self._notes[-1].update(accesses)

    def answer(self, access: Access) -> str:
        """What the disk says to something that was noted, as a short text: equal texts are equal answers."""
        kind, path = access
        if kind == "file":
            return self._mark(path)
        if kind == "list":
            return "\0".join(self._names(PurePosixPath(path), ("",)))
        return str(self.exists(PurePosixPath(path)) if kind == "exists" else self.is_folder(PurePosixPath(path)))

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, None if there is none. Raises Rejected if it cannot be read or lies outside."""
        self.note([("file", path)])
        if path not in self._seen and path not in self._lost:
            self._look(path)
        if self._lost.get(path):
            raise Rejected(self._lost[path])
        return self._seen.get(path)

    def _look(self, path: str) -> None:
        """Read a file, or remember that there is none or why it cannot be read."""
        place = f"{self.root}/{path}"
        try:
            if not _stands(partial(os.path.isfile, place)):
                self._lost[path] = ()
            elif self._stays(place):
                self._seen[path] = Path(place).read_bytes()
            else:
                message = "this file is a link that leads out of the repository"
                self._lost[path] = (Problem(Span(path), "file-outside", message, "put a copy into the repository"),)
        except OSError as error:
            message = f"the file cannot be read: {error.strerror}"
            self._lost[path] = (Problem(Span(path), "file-unreadable", message, "look at its permissions"),)

    def _stays(self, place: str) -> bool:
        """Whether a file lies in the repository when links are followed; what holds for a folder is asked once."""
        if os.path.islink(place):
            return self._is_below(place)
        folder = os.path.dirname(place)
        if folder not in self._inside:
            self._inside[folder] = self._is_below(folder)
        return self._inside[folder]

    def _is_below(self, place: str) -> bool:
        return f"{os.path.realpath(place)}/".startswith(f"{os.path.realpath(self.root)}/")

    def exists(self, path: PurePosixPath) -> bool:
        """Whether a folder or file stands at a path from the root."""
        return self._asked("exists", path, (self.root / path).exists)

    def is_folder(self, path: PurePosixPath) -> bool:
        """Whether a folder stands at a path from the root."""
        return self._asked("folder", path, (self.root / path).is_dir)

    def _asked(self, kind: str, path: PurePosixPath, check: Callable[[], bool]) -> bool:
        access = kind, str(path)
        self.note([access])
        if access not in self._stood:
            self._stood[access] = _stands(check)
        return self._stood[access]

    def has_files(self, path: PurePosixPath, suffixes: tuple[str, ...]) -> bool:
        """Whether there is a folder with files right in it that end in one of `suffixes`."""
        return self.is_folder(path) and bool(self._names(path, suffixes))

    def folder_files(self, path: PurePosixPath, suffixes: tuple[str, ...]) -> dict[str, bytes]:
        """The files right in a folder that end in one of `suffixes`, by their path from the root."""
        found = {str(path / name): self.read(str(path / name)) for name in self._names(path, suffixes)}
        return {name: data for name, data in found.items() if data is not None}

    def _names(self, path: PurePosixPath, suffixes: tuple[str, ...]) -> list[str]:
        self.note([("list", str(path))])
        if str(path) not in self._listed:
            place = self.root / path
            inside = place.iterdir() if _stands(place.is_dir) else ()
            self._listed[str(path)] = tuple(sorted(each.name for each in inside if each.is_file()))
        return [name for name in self._listed[str(path)] if name.endswith(suffixes)]

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

    def inputs(self) -> Mapping[str, bytes]:
        """Everything read so far, and what is read from now on."""
        return MappingProxyType(self._seen)

    def _mark(self, path: str) -> str:
        """What a file is, bytes and line ends and all (a manifest's hash leaves those out): its hash, or why not."""
        if path not in self._marks:
            try:
                data = self.read(path)
                self._marks[path] = sha256(data).hexdigest() if data is not None else "none"
            except Rejected as rejected:
                return repr(rejected.problems)
        return self._marks[path]

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
                _judge_name(f"{here}/{name}")
                if name in DEFAULTS_FILES:
                    layers.append(str(here / name))
                elif name.endswith((".yaml", ".yml")) and not name.startswith((".", "_")):
                    jobs.append(str(here / name))
        return sorted(jobs), sorted(layers)


def _judge_name(path: str) -> None:
    """A name that no text can hold could stand in no problem and in no generated file."""
    if path.endswith((".yaml", ".yml")) and not path.isascii() and path != path.encode(errors="replace").decode():
        raise WrongUsage(f"{path.encode(errors='replace').decode()}: the file's name is not UTF-8; rename it")


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

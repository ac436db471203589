"""The files of a commit -> who its jobs were, as far as what changed since can make them others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from dativo_gen.errors import Problem, Report
from dativo_gen.interpolate import references
from dativo_gen.jobs import JobFile, fan_out
from dativo_gen.model.job import JobKey
from dativo_gen.model.settings import Settings
from dativo_gen.node import Node
from dativo_gen.repository import DEFAULTS_FILES, JOBS_FOLDERS

_TENANT = frozenset(("tenant_id", "TENANT_ID"))
_IDENTITY = (("vars",), ("defaults", "tenant_id"), ("defaults", "environment"))


@dataclass(frozen=True, slots=True)
class Past:
    """The jobs folder of a commit. `files` are its job files, `layers` its layer files.

    `read` gives the YAML of those of some files that were there and can be read.
    """

    settings: Settings
    folder: PurePosixPath
    files: frozenset[str]
    layers: frozenset[str]
    read: Callable[[Iterable[str]], Mapping[str, Node]]

    def job_files(self, names: Collection[str]) -> list[JobFile]:
        """Those of the files with all their layers; with one that cannot be read there was no such job."""
        above = {name: [path for path in layers_above(name, self.folder) if path in self.layers] for name in names}
        nodes = self.read({*names, *(path for paths in above.values() for path in paths)})
        whole = (name for name in sorted(names) if name in nodes and all(path in nodes for path in above[name]))
        return [JobFile(name, self.folder, nodes[name], tuple(nodes[path] for path in above[name])) for name in whole]

    def keys(self, names: Collection[str]) -> dict[JobKey, str]:
        """The jobs that some of the files were, each with its file; as if there had been no others."""
        return {job.key: job.file for job in fan_out(self.job_files(names), self.settings, _nobody).jobs}

    def hangs_on_tenants(self, names: Collection[str]) -> bool:
        """Whether one of the files was for every tenant that any other file named."""
        return not self.settings.tenants and any(map(self._fans_out, self.job_files(names)))

    def _fans_out(self, file: JobFile) -> bool:
        settings = self.settings.layer("defaults")
        nodes = (file.root, *file.defaults, *((settings,) if settings is not None else ()))
        return file.shared or any(_TENANT & references(node.get("tenant_id")) for node in nodes)


def _nobody(file: str) -> Report:
    del file
    return _silent


def _silent(problem: Problem) -> None:
    """What was wrong in the commit is of no use to anyone now."""


@dataclass(frozen=True, slots=True)
class Known:
    """Who the jobs of some `files` of the commit were, each with its file."""

    keys: Mapping[JobKey, str]
    files: frozenset[str]

    def gone(self, now: Collection[JobKey]) -> dict[JobKey, str]:
        """Those that there are no more."""
        return {key: self.keys[key] for key in sorted(self.keys.keys() - set(now))}


def known_jobs(past: Past, touched: frozenset[str], now: Mapping[str, frozenset[JobKey]], settings: Settings) -> Known:
    """The jobs of the `touched` files, of all where the identity of others may hang on what changed.

    `now` are the keys of the job files of today, `settings` those of today.
    """
    files = touched & past.files
    if not _same_identity(past.settings, settings):
        return _all_of(past)
    found = Known(past.keys(files), files)
    return _all_of(past) if _other_tenants(past, found, touched, now) else found


def _all_of(past: Past) -> Known:
    return Known(past.keys(past.files), past.files)


def _other_tenants(past: Past, found: Known, touched: frozenset[str], now: Mapping[str, frozenset[JobKey]]) -> bool:
    """Whether jobs for every tenant may have been for others than today."""
    if past.settings.tenants:
        return False
    today = {key.tenant for file in touched for key in now.get(file, ())}
    return {key.tenant for key in found.keys} != today or past.hangs_on_tenants(found.files)


def _same_identity(old: Settings, new: Settings) -> bool:
    """Whether nothing in the settings makes a job another one."""
    if (old.environments, old.tenants, old.model.jobs) != (new.environments, new.tenants, new.model.jobs):
        return False
    return all(_plain(old.root.get(*path)) == _plain(new.root.get(*path)) for path in _IDENTITY)


def _plain(node: Node | None) -> object:
    if node is None or node.is_scalar:
        return node.text if node is not None and node.value is not None else None
    return {key: _plain(each) for key, each in node.items.items()} or [_plain(each) for each in node.elements]


def layers_above(name: str, folder: PurePosixPath) -> list[str]:
    """The paths where a layer file may lie on the way from the jobs folder down to a job."""
    parents = [parent for parent in PurePosixPath(name).parents if parent.is_relative_to(folder)]
    return [str(parent / each) for parent in reversed(parents) for each in DEFAULTS_FILES]


def past_folder(setting: str | None, now: PurePosixPath, paths: Collection[str]) -> PurePosixPath:
    """The jobs folder of a commit with these paths: what its settings say, else the one of now or its other name."""
    if setting is not None:
        return PurePosixPath(setting)
    known = (now, *(PurePosixPath(name) for name in JOBS_FOLDERS))
    return next((each for each in known if any(_is_below(path, each) for path in paths)), now)


def _is_below(path: str, folder: PurePosixPath) -> bool:
    return str(folder) == "." or path.startswith(f"{folder}/")


def job_files(
    paths: Iterable[str], folder: PurePosixPath, output: PurePosixPath, others: Collection[str]
) -> tuple[frozenset[str], frozenset[str]]:
    """The job files and the layer files among the paths of a commit, by the rules that hold for a folder on disk.

    `others` lie in the jobs folder but are no jobs, such as the settings.
    """
    found = [path for path in paths if path.endswith((".yaml", ".yml")) and _is_below(path, folder)]
    start = "" if str(folder) == "." else f"{folder}/"
    seen = [path for path in found if not f"/{path[len(start) :]}".count("/.") and not _is_below(path, output)]
    layers = frozenset(path for path in seen if path.rsplit("/", 1)[-1] in DEFAULTS_FILES)
    jobs = (path for path in seen if not path.rsplit("/", 1)[-1].startswith("_") and path not in others)
    return frozenset(jobs), layers


def files_below(files: Iterable[str], folders: Collection[str]) -> Iterator[str]:
    """Those of the files that lie in one of the folders, at any depth."""
    known = frozenset(folders)
    for file in files:
        if any(str(parent) in known for parent in PurePosixPath(file).parents):
            yield file

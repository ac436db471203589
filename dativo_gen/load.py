"""A part of a repository's job files, or all of them -> every resolved job, and every problem on the way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeVar

from dativo_gen.desk import Desk
from dativo_gen.errors import Rejected
from dativo_gen.findings import Findings
from dativo_gen.ground import Ground, survey
from dativo_gen.jobs import JobFile, JobInput, duplicate_jobs, fan_out
from dativo_gen.model.asset import Asset, read_asset
from dativo_gen.model.job import JobKey
from dativo_gen.model.settings import Settings
from dativo_gen.node import Node
from dativo_gen.render import Renderer
from dativo_gen.repository import Access, Repository
from dativo_gen.resolve import ResolvedJob
from dativo_gen.source import read_yaml
from dativo_gen.tags.policy import TagPolicy
from dativo_gen.terraform.bundled import bundled_interface, bundled_modules
from dativo_gen.terraform.lockfile import LOCK_FILE, Lock, read_lock
from dativo_gen.terraform.module import Interface, read_interface

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Loaded:
    """Jobs of a repository. `files` are their job files, also those that gave no job; `keys` who the others are.

    `inputs` are the layers of every job that could be told apart, also of those that have problems. `fanned` are the
    files that make a job for every tenant, `named` the tenants that the others name.
    """

    ground: Ground
    files: tuple[str, ...]
    keys: Mapping[str, frozenset[JobKey]]
    jobs: tuple[ResolvedJob, ...]
    findings: Findings
    inputs: tuple[JobInput, ...] = ()
    fanned: frozenset[str] = frozenset()
    named: tuple[str, ...] = ()

    @property
    def repository(self) -> Repository:
        return self.ground.repository

    @property
    def settings(self) -> Settings:
        return self.ground.settings

    @property
    def output(self) -> PurePosixPath:
        return self.ground.output

    @property
    def folder(self) -> PurePosixPath:
        return self.ground.folder

    @property
    def templates(self) -> tuple[str, ...]:
        """The files in the user's folder of templates, which `renderer` uses."""
        return self.ground.templates

    @property
    def renderer(self) -> Renderer:
        return self.ground.renderer

    @property
    def tag_policy(self) -> TagPolicy:
        return self.ground.tag_policy


@dataclass(frozen=True, slots=True)
class Share:
    """The job files to load. `tenants` are those for whom a job for every tenant is made; None: all that are known."""

    files: tuple[str, ...]
    layers: tuple[str, ...]
    tenants: tuple[str, ...] | None = None


_MODULE_FILES = (".tf", ".tf.json")


@dataclass(slots=True)
class Cabinet:
    """The files that several jobs read: each is parsed once, and whoever asks for it is noted to depend on it.

    The `Shelf` of `terraform.call`.
    """

    repository: Repository
    bundled: Collection[str] = field(default_factory=bundled_modules)
    _found: dict[tuple[str, str], tuple[object, frozenset[Access]]] = field(default_factory=dict)

    def _kept(self, kind: str, name: str, read: Callable[[], T]) -> T:
        """What `read` gave the first time, or raised as Rejected."""
        if (kind, name) not in self._found:
            with self.repository.noting() as noted:
                value = _caught(read)
            self._found[kind, name] = value, frozenset(noted)
        found, accesses = self._found[kind, name]
        self.repository.note(accesses)
        if isinstance(found, Rejected):
            raise found
        return found  # type: ignore[return-value]  # each kind has one type

    def exists(self, folder: PurePosixPath) -> bool:
        return self.repository.has_files(folder, _MODULE_FILES)

    def interface(self, folder: PurePosixPath) -> Interface:
        return self._kept("interface", str(folder), lambda: read_interface(self._texts(folder)))

    def bundled_interface(self, name: str) -> Interface:
        return bundled_interface(name)

    def lock(self) -> Lock:
        return self._kept("lock", LOCK_FILE, lambda: load_lock(self.repository))

    def _texts(self, folder: PurePosixPath) -> dict[str, str]:
        files = self.repository.folder_files(folder, _MODULE_FILES)
        return {name: data.decode("utf-8", errors="replace") for name, data in files.items()}

    def asset(self, path: str) -> Asset | None:
        """The asset in a file, None if there is no such file. Raises Rejected."""
        return self._kept("asset", path, lambda: self._read_asset(path))

    def _read_asset(self, path: str) -> Asset | None:
        data = self.repository.read(path)
        return read_asset(read_yaml(path, data, "asset")) if data is not None else None

    def connector(self, path: str) -> Node | None:
        """What a connector's file holds; None if it is not there or cannot be read, which is for Dativo to say."""
        try:
            found = self._kept("connector", path, lambda: self._read_connector(path))
        except Rejected:
            return None
        return found if found is not None and found.is_mapping else None

    def _read_connector(self, path: str) -> Node | None:
        data = self.repository.read(path)
        return read_yaml(path, data, "connector") if data is not None else None

    def layer(self, path: str) -> Node:
        """A `_defaults.yaml`. Raises Rejected."""
        return self._kept("layer", path, lambda: self._parsed(path, path))

    def job(self, path: str) -> Node:
        """A job file, which is read once and not kept. Raises Rejected."""
        return self._parsed(path, "job")

    def _parsed(self, path: str, layer: str) -> Node:
        return read_yaml(path, self.repository.read(path) or b"", layer)


def load_lock(repository: Repository) -> Lock:
    """What `modules fetch` recorded, empty without the file. Raises Rejected if it cannot be read."""
    data = repository.read(LOCK_FILE)
    return read_lock(data.decode("utf-8", errors="replace")) if data is not None else Lock()


def load(repository: Repository, out: str | None) -> Loaded:
    """Read everything. Raises Rejected only for settings that cannot be used; WrongUsage for wrong folders."""
    ground = survey(repository, out)
    loaded = load_share(ground, Share(ground.files, ground.layers), Cabinet(repository))
    for file, problems in ground.findings.by_file.items():
        loaded.findings.by_file.setdefault(file, []).extend(problems)
    loaded.findings.fatal.update(ground.findings.fatal)
    return loaded


def load_share(ground: Ground, share: Share, cabinet: Cabinet) -> Loaded:
    """Read the jobs of some files. What is wrong with any is among the findings; those of the ground are not."""
    findings = Findings()
    layers = _layers(cabinet, share.layers, findings)
    files = _job_files(ground, cabinet, share.files, layers, findings)
    found = fan_out(files, ground.settings, findings.report_for, share.tenants)
    keys: dict[str, set[JobKey]] = {}
    for each in found.jobs:
        keys.setdefault(each.file, set()).add(each.key)
    for name in share.files:
        if name not in keys:
            findings.fatal.update(findings.by_file.get(name, ()))
    for file, problem in duplicate_jobs(found.jobs):
        findings.report_for(file)(problem)
    known = {file: frozenset(each) for file, each in keys.items()}
    jobs = _resolved(ground, cabinet, found.jobs, findings)
    return Loaded(ground, share.files, known, jobs, findings, found.jobs, found.fanned, found.named)


def _resolved(
    ground: Ground, cabinet: Cabinet, inputs: Sequence[JobInput], findings: Findings
) -> tuple[ResolvedJob, ...]:
    settings, policy = ground.settings, ground.tag_policy
    desk = Desk(settings, cabinet, cabinet.asset, ground.schedules, ground.output, policy, cabinet.connector)
    jobs = []
    for each in inputs:
        try:
            jobs.append(desk.resolve(each, findings.report_for(each.file)))
        except Rejected as rejected:
            findings.reject(each.file, rejected)
    return tuple(jobs)


def _layers(cabinet: Cabinet, paths: Sequence[str], findings: Findings) -> dict[str, Node | Rejected]:
    """The `_defaults.yaml` of each folder, or why it cannot be read."""
    found: dict[str, Node | Rejected] = {}
    for path in paths:
        found[path] = broken = _layer(cabinet, path)
        if isinstance(broken, Rejected):
            findings.reject(None, broken)
    return found


def _layer(cabinet: Cabinet, path: str) -> Node | Rejected:
    return _caught(lambda: cabinet.layer(path))


def _job_files(
    ground: Ground, cabinet: Cabinet, names: Sequence[str], layers: Mapping[str, Node | Rejected], findings: Findings
) -> list[JobFile]:
    """The jobs that can be read together with all layers above them; any other is told what is wrong with those."""
    files = []
    for name in names:
        above = [layers[path] for path in ground.defaults_above(name)]
        root = _job(cabinet, name)
        for broken in (each for each in (*above, root) if isinstance(each, Rejected)):
            findings.reject(name, broken)
        readable = tuple(layer for layer in above if isinstance(layer, Node))
        if isinstance(root, Node) and len(readable) == len(above):
            files.append(JobFile(name, ground.folder, root, readable))
    return files


def _job(cabinet: Cabinet, name: str) -> Node | Rejected:
    return _caught(lambda: cabinet.job(name))


def _caught(read: Callable[[], T]) -> T | Rejected:
    try:
        return read()
    except Rejected as rejected:
        return rejected

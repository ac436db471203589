"""A repository's files -> every resolved job, and every problem on the way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TypeVar

from dativo_gen.errors import Problem, Rejected, Report
from dativo_gen.findings import Findings
from dativo_gen.interpolate import STATED_NAMES, Names, interpolate, interpolate_job
from dativo_gen.jobs import JobFile, JobInput, duplicate_jobs, fan_out, scope_problems
from dativo_gen.layers import merge_layers, referenced_place
from dativo_gen.model.asset import Asset, read_asset
from dativo_gen.model.job import JobConfig, read_job
from dativo_gen.model.runner import Schedule, read_schedules
from dativo_gen.model.settings import FILE, Settings, default_settings, read_settings
from dativo_gen.node import Node
from dativo_gen.paths import from_container, to_container
from dativo_gen.plan import job_path
from dativo_gen.repository import DEFAULTS_FILE, Repository, jobs_folder
from dativo_gen.resolve import ResolvedJob, Sources, resolve_job
from dativo_gen.source import read_yaml
from dativo_gen.terraform.module import Interface, read_interface


@dataclass(frozen=True, slots=True)
class Loaded:
    """All of a repository. `files` are the job files found, also those that gave no job."""

    repository: Repository
    settings: Settings
    output: PurePosixPath
    folder: PurePosixPath
    files: tuple[str, ...]
    jobs: tuple[ResolvedJob, ...]
    findings: Findings


@dataclass(slots=True)
class _Cabinet:
    """The files that several jobs read: each is parsed once. The `Shelf` of `terraform.call`."""

    repository: Repository
    bundled: Collection[str] = ()
    assets: dict[str, Asset | Rejected | None] = field(default_factory=dict)
    interfaces: dict[PurePosixPath, Interface | Rejected] = field(default_factory=dict)

    def exists(self, folder: PurePosixPath) -> bool:
        return (self.repository.root / folder).is_dir()

    def interface(self, folder: PurePosixPath) -> Interface:
        if folder not in self.interfaces:
            self.interfaces[folder] = _caught(lambda: read_interface(self._texts(folder)))
        found = self.interfaces[folder]
        if isinstance(found, Rejected):
            raise found
        return found

    def _texts(self, folder: PurePosixPath) -> dict[str, str]:
        files = self.repository.folder_files(folder, (".tf", ".tf.json"))
        return {name: data.decode("utf-8", errors="replace") for name, data in files.items()}

    def asset(self, path: str) -> Asset | None:
        """The asset in a file, None if there is no such file. Raises Rejected."""
        if path not in self.assets:
            self.assets[path] = _caught(lambda: self._read_asset(path))
        found = self.assets[path]
        if isinstance(found, Rejected):
            raise found
        return found

    def _read_asset(self, path: str) -> Asset | None:
        data = self.repository.read(path)
        return read_asset(read_yaml(path, data, "asset")) if data is not None else None


def load_settings(repository: Repository, findings: Findings) -> Settings:
    """The settings of a repository. Raises Rejected if they cannot be used."""
    data = repository.read(FILE)
    if data is None:
        return default_settings()
    return read_settings(read_yaml(FILE, data, "settings"), findings.report_for(None))


def load(repository: Repository, out: str | None) -> Loaded:
    """Read everything. Raises Rejected only for settings that cannot be used; WrongUsage for wrong folders."""
    findings = Findings()
    settings = load_settings(repository, findings)
    output = PurePosixPath(out or settings.model.output)
    folder = jobs_folder(repository, settings.model.jobs)
    names, layers = repository.job_files(folder, output)
    for problem in scope_problems(settings):
        findings.report_for(None)(problem)
    files = _job_files(repository, folder, names, _layers(repository, layers, findings), findings)
    inputs = fan_out(files, settings, findings.report_for)
    for file, problem in duplicate_jobs(inputs):
        findings.report_for(file)(problem)
    schedules = _schedules(repository, settings, names, findings.report_for(None))
    cabinet = _Cabinet(repository)
    desk = _Desk(settings, cabinet, schedules, output)
    jobs = []
    for each in inputs:
        report = findings.report_for(each.file)
        try:
            jobs.append(desk.resolve(each, report))
        except Rejected as rejected:
            findings.reject(each.file, rejected)
    return Loaded(repository, settings, output, folder, tuple(names), tuple(jobs), findings)


def _layers(repository: Repository, paths: Sequence[str], findings: Findings) -> dict[str, Node | None]:
    """The `_defaults.yaml` of each folder; None where it cannot be read, which its jobs then cannot be either."""
    found: dict[str, Node | None] = {}
    for path in paths:
        try:
            found[path] = read_yaml(path, repository.read(path) or b"", path)
        except Rejected as rejected:
            findings.reject(None, rejected)
            found[path] = None
    return found


def _job_files(
    repository: Repository,
    folder: PurePosixPath,
    names: Sequence[str],
    layers: Mapping[str, Node | None],
    findings: Findings,
) -> list[JobFile]:
    files = []
    for name in names:
        above = [layers[path] for path in _defaults_above(name, folder) if path in layers]
        try:
            root = read_yaml(name, repository.read(name) or b"", "job")
        except Rejected as rejected:
            findings.reject(name, rejected)
            continue
        if all(layer is not None for layer in above):
            files.append(JobFile(name, folder, root, tuple(layer for layer in above if layer is not None)))
        else:
            broken = next(path for path in _defaults_above(name, folder) if layers.get(path, root) is None)
            problem = Problem(
                root.span, "layer-broken", f"the layer {broken} of this job cannot be read", "mend it first"
            )
            findings.report_for(name)(problem)
    return files


def _defaults_above(name: str, folder: PurePosixPath) -> list[str]:
    """The layer files that lie on the way from the jobs folder down to a job."""
    parents = [parent for parent in PurePosixPath(name).parents if parent.is_relative_to(folder)]
    return [str(parent / DEFAULTS_FILE) for parent in reversed(parents)]


def _schedules(
    repository: Repository, settings: Settings, names: Sequence[str], report: Report
) -> Mapping[str, tuple[Schedule, ...]]:
    """The schedules of the runner's file by job file."""
    path = settings.model.runner
    try:
        data = repository.read(path)
        found = read_schedules(read_yaml(path, data, "runner"), report) if data is not None else ()
    except Rejected as rejected:
        for problem in rejected.problems:
            report(problem)
        return {}
    by_file: dict[str, tuple[Schedule, ...]] = {}
    for schedule in found:
        file = from_container(schedule.config, settings.model.path_map)
        if file in names:
            by_file[str(file)] = (*by_file.get(str(file), ()), schedule)
        else:
            message = f"this schedule runs {schedule.config}, but there is no job {file or 'there'}"
            hint = "name the job by its path in the container, as `path_map` in the settings maps it"
            report(Problem(schedule.span, "schedule-unknown", message, hint))
    return by_file


@dataclass(frozen=True, slots=True)
class _Desk:
    """Takes one job from its layers to the end."""

    settings: Settings
    cabinet: _Cabinet
    schedules: Mapping[str, tuple[Schedule, ...]]
    output: PurePosixPath

    def resolve(self, job: JobInput, report: Report) -> ResolvedJob:
        merged = merge_layers(job.layers, report)
        names = _with_stated(job, merged, report)
        root = interpolate_job(_with_identity(merged, job), names, report)
        config = read_job(job.key, root, referenced_place(job.layers))
        asset, path = self._asset(config, report)
        self._check_container_path(job, report)
        schedules = self.schedules.get(job.file, ())
        inputs = _input_files(job, path, bool(schedules) and self.settings.model.runner)
        sources = Sources(job.file, asset, schedules, inputs, job.identity, names)
        return resolve_job(config, sources, self.settings, self.cabinet, report)

    def _asset(self, config: JobConfig, report: Report) -> tuple[Asset | None, str | None]:
        node = config.text("asset_path")
        if node is None:
            return None, None
        path = from_container(node.text, self.settings.model.path_map)
        if path is None:
            known = ", ".join(sorted(self.settings.model.path_map))
            message = f"no entry of `path_map` covers the asset path {node.text}"
            report(Problem(node.span, "path-uncovered", message, f"it covers {known}; add the path's beginning to it"))
            return None, None
        found = self.cabinet.asset(path)
        if found is None:
            message = f"there is no asset at {node.text}: tried {path}"
            report(Problem(node.span, "asset-missing", message, "mend the path, or set `assets: optional`"))
        return found, path if found is not None else None

    def _check_container_path(self, job: JobInput, report: Report) -> None:
        path = str(self.output / job_path(job.key))
        if to_container(path, self.settings.model.path_map) is None:
            message = f"no entry of `path_map` covers the resolved job {path}, so no container could run it"
            report(Problem(job.identity["job_name"].span, "path-uncovered", message, "add the output folder to it"))


def _with_identity(root: Node, job: JobInput) -> Node:
    """The job with its own tenant and environment written out, also if a layer or nobody stated them."""
    known = {"tenant_id": job.identity["tenant_id"], "environment": job.identity["environment"]}
    rest = {key: node for key, node in root.items.items() if key not in known}
    return root.with_items({**known, **rest})


def _with_stated(job: JobInput, merged: Node, report: Report) -> Names:
    """The job's names and what its infrastructure states; a stated value may itself use the other names."""
    block = merged.get("infrastructure")
    stated: dict[str, Node] = {}
    for name in STATED_NAMES:
        node = block.get(name) if block is not None else None
        if node is not None and node.is_scalar and node.value is not None:
            stated[name] = interpolate(node, job.names, lambda problem: None)
    return job.names.with_values(stated, frozenset(STATED_NAMES) - stated.keys())


def _input_files(job: JobInput, asset: str | None, runner: str | bool) -> tuple[str, ...]:
    """The files that a job is made from. The settings count where a layer of theirs reaches it."""
    found = {job.file, *(layer.root.span.file for layer in job.layers)}
    found |= {name for name in (asset, runner) if isinstance(name, str)}
    return tuple(sorted(found))


T = TypeVar("T")


def _caught(read: Callable[[], T]) -> T | Rejected:
    try:
        return read()
    except Rejected as rejected:
        return rejected

"""A repository's files -> every resolved job, and every problem on the way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from posixpath import normpath
from typing import TypeVar

from dativo_gen.desk import Desk
from dativo_gen.errors import Problem, Rejected, Report
from dativo_gen.findings import Findings
from dativo_gen.jobs import JobFile, JobInput, duplicate_jobs, fan_out, scope_problems
from dativo_gen.model.asset import Asset, read_asset
from dativo_gen.model.job import JobKey
from dativo_gen.model.runner import Schedule, read_schedules
from dativo_gen.model.settings import FILE, Settings, default_settings, read_settings
from dativo_gen.node import Node
from dativo_gen.orchestrators.timing import sound_schedules
from dativo_gen.paths import from_container
from dativo_gen.render import Renderer, shipped_renderer
from dativo_gen.repository import DEFAULTS_FILES, Repository, jobs_folder, judge_named
from dativo_gen.resolve import ResolvedJob
from dativo_gen.source import read_yaml
from dativo_gen.tags.policy import NO_POLICY, TagPolicy, read_tag_policy
from dativo_gen.templates import user_templates
from dativo_gen.terraform.bundled import bundled_interface, bundled_modules
from dativo_gen.terraform.lockfile import LOCK_FILE, Lock, read_lock
from dativo_gen.terraform.module import Interface, read_interface


@dataclass(frozen=True, slots=True)
class Loaded:
    """All of a repository. `files` are the job files found, also those that gave no job; `keys` who the others are.

    `inputs` are the layers of every job that could be told apart, also of those that have problems. `templates` are
    the files in the user's folder of templates, which `renderer` uses.
    """

    repository: Repository
    settings: Settings
    output: PurePosixPath
    folder: PurePosixPath
    files: tuple[str, ...]
    keys: Mapping[str, frozenset[JobKey]]
    jobs: tuple[ResolvedJob, ...]
    findings: Findings
    inputs: tuple[JobInput, ...] = ()
    templates: tuple[str, ...] = ()
    renderer: Renderer = field(default_factory=shipped_renderer)
    tag_policy: TagPolicy = NO_POLICY


_MODULE_FILES = (".tf", ".tf.json")


@dataclass(slots=True)
class _Cabinet:
    """The files that several jobs read: each is parsed once. The `Shelf` of `terraform.call`."""

    repository: Repository
    bundled: Collection[str] = field(default_factory=bundled_modules)
    assets: dict[str, Asset | Rejected | None] = field(default_factory=dict)
    connectors: dict[str, Node | None] = field(default_factory=dict)
    interfaces: dict[PurePosixPath, Interface | Rejected] = field(default_factory=dict)
    recorded: Lock | Rejected | None = None

    def exists(self, folder: PurePosixPath) -> bool:
        place = self.repository.root / folder
        return self.repository.is_folder(folder) and any(any(place.glob(f"*{suffix}")) for suffix in _MODULE_FILES)

    def interface(self, folder: PurePosixPath) -> Interface:
        if folder not in self.interfaces:
            self.interfaces[folder] = _caught(lambda: read_interface(self._texts(folder)))
        found = self.interfaces[folder]
        if isinstance(found, Rejected):
            raise found
        return found

    def bundled_interface(self, name: str) -> Interface:
        return bundled_interface(name)

    def lock(self) -> Lock:
        if self.recorded is None:
            self.recorded = _caught(lambda: load_lock(self.repository))
        if isinstance(self.recorded, Rejected):
            raise self.recorded
        return self.recorded

    def _texts(self, folder: PurePosixPath) -> dict[str, str]:
        files = self.repository.folder_files(folder, _MODULE_FILES)
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

    def connector(self, path: str) -> Node | None:
        """What a connector's file holds; None if it is not there or cannot be read, which is for Dativo to say."""
        if path not in self.connectors:
            found = _caught(lambda: self._read_connector(path))
            self.connectors[path] = found if isinstance(found, Node) and found.is_mapping else None
        return self.connectors[path]

    def _read_connector(self, path: str) -> Node | None:
        data = self.repository.read(path)
        return read_yaml(path, data, "connector") if data is not None else None


def load_lock(repository: Repository) -> Lock:
    """What `modules fetch` recorded, empty without the file. Raises Rejected if it cannot be read."""
    data = repository.read(LOCK_FILE)
    return read_lock(data.decode("utf-8", errors="replace")) if data is not None else Lock()


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
    tag_policy = read_tag_policy(settings)
    output = PurePosixPath(out or settings.model.output)
    folder = jobs_folder(repository, settings.model.jobs)
    _judge_output(folder, output, settings)
    found, layers = repository.job_files(folder, output)
    names = [name for name in found if name not in (FILE, settings.model.runner)]
    judge_named(repository, names)
    for problem in scope_problems(settings):
        findings.report_for(None)(problem)
    files = _job_files(repository, folder, names, _layers(repository, layers, findings), findings)
    inputs = fan_out(files, settings, findings.report_for)
    keys: dict[str, set[JobKey]] = {}
    for each in inputs:
        keys.setdefault(each.file, set()).add(each.key)
    for name in names:
        if name not in keys:
            findings.fatal.update(findings.by_file.get(name, ()))
    for file, problem in duplicate_jobs(inputs):
        findings.report_for(file)(problem)
    schedules = _schedules(repository, settings, names, findings.report_for(None))
    cabinet = _Cabinet(repository)
    desk = Desk(settings, cabinet, cabinet.asset, schedules, output, tag_policy, cabinet.connector)
    jobs = []
    for each in inputs:
        report = findings.report_for(each.file)
        try:
            jobs.append(desk.resolve(each, report))
        except Rejected as rejected:
            findings.reject(each.file, rejected)
    known = {file: frozenset(found) for file, found in keys.items()}
    loaded = Loaded(repository, settings, output, folder, tuple(names), known, tuple(jobs), findings, tuple(inputs))
    loaded = replace(loaded, tag_policy=tag_policy)
    return _with_templates(loaded, findings.report_for(None)) if settings.model.templates else loaded


def _with_templates(loaded: Loaded, report: Report) -> Loaded:
    """With the user's templates, as far as they can be used."""
    folder = normpath(loaded.settings.model.templates or "")
    try:
        files = loaded.repository.files_below(PurePosixPath(folder))
    except Rejected as rejected:
        for problem in rejected.problems:
            report(problem)
        return replace(loaded, templates=tuple(problem.span.file for problem in rejected.problems))
    if not files:
        node = loaded.settings.root.get("templates")
        message = f"there is no template in `{folder}`"
        hint = "make one with `dativo-gen templates copy`, or take the setting away"
        report(Problem(node.span if node else loaded.settings.root.span, "template-folder", message, hint))
    renderer = Renderer(user_templates(folder, files, report))
    for each in renderer.check():
        report(Problem(each.span, "template-error", each.reason, each.hint))
    return replace(loaded, templates=tuple(files), renderer=renderer)


def _judge_output(folder: PurePosixPath, output: PurePosixPath, settings: Settings) -> None:
    """The output folder belongs to the program, which removes files there; it may not hold the jobs.

    Raises Rejected.
    """
    if folder.is_relative_to(output):
        node = settings.root.get("output")
        message = f"the output folder `{output}` holds the jobs folder `{folder}`"
        hint = "write generated files into a folder of their own, such as `generated`"
        raise Rejected([Problem(node.span if node else settings.root.span, "setting-path", message, hint)])


def _layers(repository: Repository, paths: Sequence[str], findings: Findings) -> dict[str, Node | Rejected]:
    """The `_defaults.yaml` of each folder, or why it cannot be read."""
    found: dict[str, Node | Rejected] = {}
    for path in paths:
        found[path] = _parsed(repository, path, path)
        if isinstance(broken := found[path], Rejected):
            findings.reject(None, broken)
    return found


def _parsed(repository: Repository, path: str, layer: str) -> Node | Rejected:
    return _caught(lambda: read_yaml(path, repository.read(path) or b"", layer))


def _job_files(
    repository: Repository,
    folder: PurePosixPath,
    names: Sequence[str],
    layers: Mapping[str, Node | Rejected],
    findings: Findings,
) -> list[JobFile]:
    """The jobs that can be read together with all layers above them; any other is told what is wrong with those."""
    files = []
    for name in names:
        above = [layers[path] for path in _defaults_above(name, folder) if path in layers]
        root = _parsed(repository, name, "job")
        for broken in (each for each in (*above, root) if isinstance(each, Rejected)):
            findings.reject(name, broken)
        readable = tuple(layer for layer in above if isinstance(layer, Node))
        if isinstance(root, Node) and len(readable) == len(above):
            files.append(JobFile(name, folder, root, readable))
    return files


def _defaults_above(name: str, folder: PurePosixPath) -> list[str]:
    """The paths where a layer file may lie on the way from the jobs folder down to a job."""
    parents = [parent for parent in PurePosixPath(name).parents if parent.is_relative_to(folder)]
    return [str(parent / each) for parent in reversed(parents) for each in DEFAULTS_FILES]


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
    known = frozenset(names)
    for schedule in found:
        file = from_container(schedule.config, settings.model.path_map)
        if file in known:
            by_file[str(file)] = (*by_file.get(str(file), ()), *sound_schedules([schedule], report))
        else:
            message = f"this schedule runs {schedule.config}, but there is no job {file or 'there'}"
            hint = "name the job by its path in the container, as `path_map` in the settings maps it"
            report(Problem(schedule.span, "schedule-unknown", message, hint))
    return by_file


T = TypeVar("T")


def _caught(read: Callable[[], T]) -> T | Rejected:
    try:
        return read()
    except Rejected as rejected:
        return rejected

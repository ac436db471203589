"""A repository's settings and the names of its files: what every part of the fleet stands on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from posixpath import normpath

from dativo_gen.errors import Problem, Rejected, Report
from dativo_gen.findings import Findings
from dativo_gen.jobs import scope_problems
from dativo_gen.model.runner import Schedule, read_schedules
from dativo_gen.model.settings import FILE, Settings, default_settings, read_settings
from dativo_gen.orchestrators.timing import sound_schedules
from dativo_gen.paths import from_container
from dativo_gen.render import PlainRenderer, Renderer, shipped_plain_renderer
from dativo_gen.repository import DEFAULTS_FILES, Repository, jobs_folder, judge_named
from dativo_gen.source import read_yaml
from dativo_gen.tags.policy import NO_POLICY, TagPolicy, read_tag_policy
from dativo_gen.templates import user_templates


@dataclass(frozen=True, slots=True)
class Ground:
    """`files` are the job files found, `layers` the `_defaults.yaml` of their folders, `schedules` those of the runner.

    `findings` are the problems of what belongs to no job. `templates` are the files in the user's folder of templates,
    which `renderer` uses.
    """

    repository: Repository
    settings: Settings
    output: PurePosixPath
    folder: PurePosixPath
    files: tuple[str, ...]
    layers: tuple[str, ...]
    findings: Findings
    schedules: Mapping[str, tuple[Schedule, ...]] = field(default_factory=dict)
    templates: tuple[str, ...] = ()
    renderer: Renderer = field(default_factory=shipped_plain_renderer)
    tag_policy: TagPolicy = NO_POLICY
    _known: frozenset[str] = frozenset()
    _above: dict[str, list[str]] = field(default_factory=dict)

    def defaults_above(self, file: str) -> list[str]:
        """The layer files on the way from the jobs folder down to a job, lowest first."""
        return self._layers_in(file.rpartition("/")[0])

    def _layers_in(self, folder: str) -> list[str]:
        """Those of a folder and of all above it, up to the jobs folder."""
        if folder not in self._above:
            parent, _, name = folder.rpartition("/")
            inside = name and PurePosixPath(parent or ".").is_relative_to(self.folder)
            here = [f"{folder}/{each}" if folder else each for each in DEFAULTS_FILES]
            known = [path for path in here if path in self._known]
            self._above[folder] = [*(self._layers_in(parent) if inside else ()), *known]
        return self._above[folder]


def load_settings(repository: Repository, findings: Findings) -> Settings:
    """The settings of a repository. Raises Rejected if they cannot be used."""
    data = repository.read(FILE)
    if data is None:
        return default_settings()
    return read_settings(read_yaml(FILE, data, "settings"), findings.report_for(None))


def survey(repository: Repository, out: str | None) -> Ground:
    """Look where everything lies; no job is read. Raises Rejected for unusable settings, WrongUsage for folders."""
    findings = Findings()
    report = findings.report_for(None)
    settings = load_settings(repository, findings)
    tag_policy = read_tag_policy(settings)
    output = PurePosixPath(out or settings.model.output)
    folder = jobs_folder(repository, settings.model.jobs)
    _judge_output(folder, output, settings)
    found, layers = repository.job_files(folder, output)
    names = [name for name in found if name not in (FILE, settings.model.runner)]
    judge_named(repository, names)
    for problem in scope_problems(settings):
        report(problem)
    ground = Ground(repository, settings, output, folder, tuple(names), tuple(layers), findings, tag_policy=tag_policy)
    ground = replace(ground, _known=frozenset(layers))
    ground = replace(ground, schedules=_schedules(ground, report))
    return _with_templates(ground, report) if settings.model.templates else ground


def _judge_output(folder: PurePosixPath, output: PurePosixPath, settings: Settings) -> None:
    """The output folder belongs to the program, which removes files there; it may not hold the jobs.

    Raises Rejected.
    """
    if folder.is_relative_to(output):
        node = settings.root.get("output")
        message = f"the output folder `{output}` holds the jobs folder `{folder}`"
        hint = "write generated files into a folder of their own, such as `generated`"
        raise Rejected([Problem(node.span if node else settings.root.span, "setting-path", message, hint)])


def _schedules(ground: Ground, report: Report) -> Mapping[str, tuple[Schedule, ...]]:
    """The schedules of the runner's file by job file."""
    path = ground.settings.model.runner
    try:
        data = ground.repository.read(path)
        found = read_schedules(read_yaml(path, data, "runner"), report) if data is not None else ()
    except Rejected as rejected:
        for problem in rejected.problems:
            report(problem)
        return {}
    return _by_file(found, frozenset(ground.files), ground.settings.model.path_map, report)


def _by_file(
    schedules: Sequence[Schedule], known: Collection[str], path_map: Mapping[str, str], report: Report
) -> Mapping[str, tuple[Schedule, ...]]:
    by_file: dict[str, tuple[Schedule, ...]] = {}
    for schedule in schedules:
        file = from_container(schedule.config, path_map)
        if file in known:
            by_file[str(file)] = (*by_file.get(str(file), ()), *sound_schedules([schedule], report))
        else:
            message = f"this schedule runs {schedule.config}, but there is no job {file or 'there'}"
            hint = "name the job by its path in the container, as `path_map` in the settings maps it"
            report(Problem(schedule.span, "schedule-unknown", message, hint))
    return by_file


def _with_templates(ground: Ground, report: Report) -> Ground:
    """With the user's templates, as far as they can be used."""
    settings = ground.settings
    folder = normpath(settings.model.templates or "")
    try:
        files = ground.repository.files_below(PurePosixPath(folder))
    except Rejected as rejected:
        for problem in rejected.problems:
            report(problem)
        return replace(ground, templates=tuple(problem.span.file for problem in rejected.problems))
    if not files:
        node = settings.root.get("templates")
        message = f"there is no template in `{folder}`"
        hint = "make one with `dativo-gen templates copy`, or take the setting away"
        report(Problem(node.span if node else settings.root.span, "template-folder", message, hint))
    renderer = PlainRenderer(user_templates(folder, files, report))
    for each in renderer.check():
        report(Problem(each.span, "template-error", each.reason, each.hint))
    return replace(ground, templates=tuple(files), renderer=renderer)

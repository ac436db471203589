"""The rooms in order: from a folder of job configs to the difference between the wanted tree and the disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from dativo_gen import disk, tree
from dativo_gen.affected import Affected, find_affected
from dativo_gen.build import NOTHING, Yard, build_tree, ghost_folder, job_folders, module_folders, stack_folder
from dativo_gen.codes import CODES
from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.existing import Existing, Recorded
from dativo_gen.findings import Judged
from dativo_gen.head import committed_records
from dativo_gen.judging import broken_files, hold_policy, judge, severity
from dativo_gen.load import Loaded, load
from dativo_gen.manifest import MANIFEST
from dativo_gen.memory import RememberedJob, is_stack, read_memory
from dativo_gen.model.job import JobKey
from dativo_gen.orchestrators.registry import Crew, crews
from dativo_gen.plan import Stack, plan_stacks
from dativo_gen.removed import Lines
from dativo_gen.repository import Repository, open_repository
from dativo_gen.rules import Fleet, check_fleet
from dativo_gen.selection import TARGETS, Selection
from dativo_gen.shell import Shell, shell_of
from dativo_gen.stubs import Scope, draw_stubs, left_folders
from dativo_gen.template_errors import gather
from dativo_gen.tree import Folder, Tree, TreeDiff
from dativo_gen.verdict import Now, Verdict, compare


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for. `today` ends exceptions from the policy, and nothing else; None ends none."""

    named: tuple[Path, ...]
    out: str | None = None
    tenants: frozenset[str] = frozenset()
    environments: frozenset[str] = frozenset()
    targets: frozenset[str] | None = None
    force: bool = False
    force_paths: tuple[PurePosixPath, ...] = ()
    today: date | None = None

    def forced(self, path: PurePosixPath, output: PurePosixPath) -> bool:
        """Whether a path of the output folder is overwritten; `force_paths` count from the root, as printed."""
        return self.force or any((output / path).is_relative_to(each) for each in self.force_paths)


@dataclass(frozen=True, slots=True)
class Planned:
    """Every job and stack of a repository and what is wrong with them; nothing rendered yet."""

    loaded: Loaded
    stacks: tuple[Stack, ...]
    selection: Selection
    judged: Judged
    crews: tuple[Crew, ...] = ()

    @property
    def repository(self) -> Repository:
        return self.loaded.repository

    def selected_stacks(self) -> list[Stack]:
        """The stacks of the selected jobs, each with all of its jobs."""
        return [stack for stack in self.stacks if any(self.selection.job(m.key, m.job.file) for m in stack.jobs)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run would do, and what it must not: `verdict` says which stacks would lose or change their state."""

    planned: Planned
    tree: Tree
    existing: Existing
    diff: TreeDiff
    verdict: Verdict
    notes: tuple[str, ...] = field(default=())

    @property
    def refused(self) -> bool:
        return bool(self.diff.refused or self.verdict.refusals)

    @property
    def output(self) -> Path:
        return self.planned.repository.root / self.planned.loaded.output


def plan(request: Request, step: Callable[[str], None]) -> Planned:
    """Load and judge. `step` hears what is being done. Raises Rejected for unusable settings, WrongUsage."""
    step("reading jobs")
    loaded = load(open_repository(request.named), request.out)
    if not loaded.files and not _had_stacks(loaded):
        hint = "name a folder that holds job configs (`*.yaml`)"
        raise Rejected([Problem(Span(str(loaded.folder)), "no-jobs", "there is no job config here", hint)])
    selection = Selection(
        loaded.repository.named or (loaded.folder,),
        loaded.folder,
        request.tenants,
        request.environments,
        request.targets or frozenset(loaded.settings.model.targets or TARGETS),
    )
    step("planning stacks")
    stacks = plan_stacks(loaded.jobs, loaded.findings.report_for)
    for problem in check_fleet(Fleet(loaded.jobs, stacks, loaded.output)):
        loaded.findings.report_for(None)(problem)
    hold_policy(loaded, stacks, request.today)
    found = crews(loaded.jobs, loaded.settings, loaded.output)
    for file, problem in (each for crew in found for each in crew.problems()):
        loaded.findings.report_for(file)(problem)
    return Planned(loaded, tuple(stacks), selection, judge(loaded, stacks, selection), found)


def _had_stacks(loaded: Loaded) -> bool:
    """Whether earlier runs wrote stacks: then the last job of all has left, which is not the same as no job."""
    existing = disk.scan(loaded.repository.root / loaded.output, {}, str(loaded.output))
    committed = committed_records(loaded.repository.root, loaded.output)
    return any(is_stack(folder) for folder in (*existing.folders, *committed.records))


@dataclass(frozen=True, slots=True)
class Drawing:
    """The wanted tree, and what it was found out of on the way; not yet compared with the disk."""

    planned: Planned
    tree: Tree
    affected: Affected
    verdict: Verdict
    notes: tuple[str, ...]
    kept: frozenset[PurePosixPath] = frozenset()


def draw(planned: Planned) -> Drawing:
    """Render the selected jobs in memory. Raises Rejected, disk.DiskError. `planned` must have no errors."""
    loaded = planned.loaded
    output = planned.repository.root / loaded.output
    shells = _shells(planned)
    existing = disk.scan(output, {}, str(loaded.output))
    memory, notes = _remembered(planned, existing)
    affected = _affected(planned, shells, memory)
    broken = [_incomplete(job) for job in affected.jobs if _is_broken(planned, shells, job)]
    if broken:
        raise Rejected(broken)
    verdict = compare(memory, affected.jobs, _now(planned, shells), loaded.settings)
    planned = _with_warnings(planned, verdict)
    yard = _yard(planned)
    stubs = draw_stubs(planned.crews, _scope(planned), existing.folders, yard)
    wanted = build_tree([*_folders(planned, shells, affected, verdict, yard), *stubs.folders])
    problems = [_collision(loaded, pair) for pair in tree.collisions(wanted)]
    if problems:
        raise Rejected(problems)
    return Drawing(planned, wanted, affected, verdict, (*notes, *verdict.notes, *stubs.notes), stubs.kept)


def prepare(request: Request, planned: Planned, step: Callable[[str], None]) -> Outcome:
    """Render the selected jobs in memory and compare with the disk. Raises Rejected, disk.DiskError.

    `planned` must have no errors.
    """
    step("rendering")
    drawing = draw(planned)
    step("comparing")
    planned, wanted, output = drawing.planned, drawing.tree, planned.loaded.output
    existing = disk.scan(planned.repository.root / output, wanted, str(output))
    forced = partial(request.forced, output=output)
    difference = tree.diff(wanted, existing, _prunable(drawing, existing), forced)
    return Outcome(planned, wanted, existing, difference, drawing.verdict, drawing.notes)


def _is_broken(planned: Planned, shells: Mapping[JobKey, Shell], job: RememberedJob) -> bool:
    """Whether a remembered job is still there, but with problems, so that its stack cannot be written without it."""
    wrong = planned.loaded.findings.by_file.get(job.file, ())
    return job.key not in shells and any(severity(planned.loaded, each) == "error" for each in wrong)


def _incomplete(job: RememberedJob) -> Problem:
    message = f"{job.key} has problems, and the stack {job.shell.key} holds it: writing the stack would remove it"
    return Problem(Span(job.file), "stack-incomplete", message, "mend it, or select no job of this stack")


def _collision(loaded: Loaded, pair: tuple[PurePosixPath, PurePosixPath]) -> Problem:
    message = f"{loaded.output / pair[0]} and {loaded.output / pair[1]} are one file on disks that ignore case"
    return Problem(Span(str(loaded.folder)), "path-collision", message, "rename one of the jobs")


def _shells(planned: Planned) -> dict[JobKey, Shell]:
    modules = planned.loaded.settings.layer("modules", "providers")
    shells = {stack.key: shell_of(stack, modules) for stack in planned.stacks}
    return {member.key: shells[stack.key] for stack in planned.stacks for member in stack.jobs}


def _remembered(planned: Planned, existing: Existing) -> tuple[list[RememberedJob], tuple[str, ...]]:
    """What earlier runs wrote: the manifests, or where the output folder has no stack, those of the last commit."""
    if "terraform" not in planned.selection.targets:
        return [], ()
    shown = str(planned.loaded.output)
    records = {path: _records(folder) for path, folder in existing.folders.items() if is_stack(path)}
    if records:
        return read_memory(records, shown), ()
    committed = committed_records(planned.repository.root, planned.loaded.output)
    note = f"{shown} holds no manifest and {committed.silent}: removed jobs cannot be noticed"
    memory = read_memory({path: (record,) for path, record in committed.records.items()}, shown)
    return memory, (note,) if committed.silent and not existing.folders else ()


def _records(folder: Recorded) -> tuple[Mapping[str, Any] | None, ...]:
    """The manifest's record, and what a killed run meant to make of it."""
    meant = (folder.journal.planned.record,) if folder.journal is not None else ()
    return (folder.manifest.record, *meant) if folder.text is not None else meant


def _affected(planned: Planned, shells: Mapping[JobKey, Shell], memory: Sequence[RememberedJob]) -> Affected:
    selection = planned.selection

    def chosen(job: RememberedJob) -> bool:
        """Its folder may be pruned, or its file is named."""
        return selection.covers(job.shell.key.folder / MANIFEST) or bool(job.file and selection.job(job.key, job.file))

    selected = {stack.key for stack in planned.selected_stacks()}
    return find_affected(memory, shells, selected, chosen, Lines(planned.loaded.settings))


def _prunable(drawing: Drawing, existing: Existing) -> Callable[[PurePosixPath], bool]:
    """What may be deleted: what the selection covers, and the folders that the jobs it concerns have left."""
    planned, affected = drawing.planned, drawing.affected
    targets = planned.selection.targets
    folders = {key.folder for key in affected.stacks} | affected.left if "terraform" in targets else set()
    if "dagster" in targets:
        here = {path: found for path, found in existing.folders.items() if planned.selection.environment(path)}
        folders |= left_folders(here, frozenset(planned.loaded.files), partial(_selected_file, planned))

    def prunable(path: PurePosixPath) -> bool:
        if path.parent in drawing.kept:
            return False
        return planned.selection.covers(path) or not folders.isdisjoint(path.parents)

    return prunable


def _now(planned: Planned, shells: Mapping[JobKey, Shell]) -> Now:
    """The jobs of now. A file with errors may hold any job."""
    others = frozenset(job.key for job in planned.loaded.jobs) - shells.keys()
    return Now(shells, others, broken_files(planned.loaded))


def _with_warnings(planned: Planned, verdict: Verdict) -> Planned:
    """With what the lines under `removed` give to warn of. Raises Rejected for what is wrong in them."""
    levels = [(severity(planned.loaded, problem), problem) for problem in verdict.problems]
    errors = [problem for level, problem in levels if level == "error" or CODES[problem.code].severity == "error"]
    if errors:
        raise Rejected(errors)
    warnings = {problem for level, problem in levels if level == "warning"} | {*planned.judged.warnings}
    return replace(planned, judged=replace(planned.judged, warnings=tuple(sorted(warnings))))


def _yard(planned: Planned) -> Yard:
    loaded = planned.loaded
    setting = loaded.settings.root.get("state", "partial")
    in_part = setting is not None and setting.value is True
    return Yard(loaded.output, planned.repository.inputs(), in_part, loaded.renderer)


def _scope(planned: Planned) -> Scope:
    """What a run is about, for orchestrators."""
    selection = planned.selection
    return Scope(lambda run: selection.job(run.key, run.file), broken_files(planned.loaded), selection.targets)


def _selected_file(planned: Planned, file: str) -> bool:
    """Whether every job of a job file is meant."""
    keys = planned.loaded.keys.get(file)
    selection = planned.selection
    return all(selection.job(key, file) for key in keys) if keys else selection.file(file)


def _folders(
    planned: Planned, shells: Mapping[JobKey, Shell], affected: Affected, verdict: Verdict, yard: Yard
) -> list[Folder]:
    loaded, selection = planned.loaded, planned.selection
    folders = []
    if "terraform" in selection.targets:
        makers = {shell.key: partial(ghost_folder, shell, past, yard) for shell, past in verdict.ghosts}
        for stack in (each for each in planned.stacks if each.key in affected.stacks):
            shell = verdict.shells.get(stack.key, shells[stack.jobs[0].key])
            makers[stack.key] = partial(stack_folder, stack, shell, verdict.past.get(stack.key, NOTHING), yard)
        stacks = gather(makers)
        folders += [*stacks, *module_folders(stacks)]
    if "jobs" in selection.targets:
        folders += job_folders((job for job in loaded.jobs if selection.job(job.key, job.file)), yard)
    return folders

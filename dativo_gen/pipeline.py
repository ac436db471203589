"""The rooms in order: from a folder of job configs to the difference between the wanted tree and the disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from dativo_gen import disk, tree
from dativo_gen.build import NOTHING, Yard, build_tree, ghost_folder, job_folders, stack_folder
from dativo_gen.codes import Severity
from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.existing import Existing
from dativo_gen.findings import Judged, judge_findings
from dativo_gen.head import committed_records
from dativo_gen.load import Loaded, load
from dativo_gen.memory import RememberedJob, Verdict, compare, read_memory
from dativo_gen.model.job import JobKey
from dativo_gen.plan import Stack, plan_stacks
from dativo_gen.repository import Repository, open_repository
from dativo_gen.rules import Fleet, check_fleet
from dativo_gen.selection import Selection
from dativo_gen.shell import Shell, shell_of
from dativo_gen.tree import Tree, TreeDiff


@dataclass(frozen=True, slots=True)
class Request:
    """What the command line asks for."""

    named: tuple[Path, ...]
    out: str | None = None
    tenants: frozenset[str] = frozenset()
    environments: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset(("terraform", "jobs"))
    force: bool = False
    force_paths: tuple[PurePosixPath, ...] = ()

    def forced(self, path: PurePosixPath) -> bool:
        return self.force or any(path.is_relative_to(each) for each in self.force_paths)


@dataclass(frozen=True, slots=True)
class Planned:
    """Every job and stack of a repository and what is wrong with them; nothing rendered yet."""

    loaded: Loaded
    stacks: tuple[Stack, ...]
    selection: Selection
    judged: Judged

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
    if not loaded.files:
        hint = "name a folder that holds job configs (`*.yaml`)"
        raise Rejected([Problem(Span(str(loaded.folder)), "no-jobs", "there is no job config here", hint)])
    selection = Selection(
        loaded.repository.named or (loaded.folder,),
        loaded.folder,
        request.tenants,
        request.environments,
        request.targets,
    )
    step("planning stacks")
    stacks = plan_stacks(loaded.jobs)
    for problem in check_fleet(Fleet(loaded.jobs, stacks, loaded.output)):
        loaded.findings.report_for(None)(problem)
    return Planned(loaded, tuple(stacks), selection, _judge(loaded, selection))


def _judge(loaded: Loaded, selection: Selection) -> Judged:
    inputs = {"dativo-gen.yaml", loaded.settings.model.runner}
    for job in loaded.jobs:
        if selection.job(job.key, job.file):
            inputs |= set(job.inputs)
    inputs |= {file for file in loaded.files if selection.file(file)}
    inputs |= {problem.span.file for problem in _of_layers(loaded)}
    return judge_findings(loaded.findings, lambda problem: severity(loaded, problem), selection.file, inputs)


def _of_layers(loaded: Loaded) -> Sequence[Problem]:
    """A layer that cannot be read concerns whoever lies below it, so it is never passed over."""
    return [each for each in loaded.findings.by_file.get(None, ()) if each.span.file.endswith("_defaults.yaml")]


def severity(loaded: Loaded, problem: Problem) -> Severity:
    """How bad a problem is in this repository."""
    chosen = loaded.settings.severity(problem.code)
    optional = problem.code == "asset-missing" and loaded.settings.model.assets == "optional"
    return "warning" if optional and chosen == "error" else chosen


def prepare(request: Request, planned: Planned, step: Callable[[str], None]) -> Outcome:
    """Render the selected jobs in memory and compare with the disk. Raises Rejected, disk.DiskError.

    `planned` must have no errors.
    """
    step("rendering")
    loaded = planned.loaded
    output = planned.repository.root / loaded.output
    shells = _shells(planned)
    existing = disk.scan(output, {}, str(loaded.output))
    remembered, notes = _remembered(planned, existing)
    broken = [_incomplete(job) for job in remembered if _concerned(planned)(job) and _is_broken(planned, shells, job)]
    if broken:
        raise Rejected(broken)
    verdict = compare(remembered, shells, loaded.settings, _concerned(planned))
    if verdict.problems:
        raise Rejected(verdict.problems)
    wanted = _tree(planned, shells, verdict)
    problems = [_collision(loaded, pair) for pair in tree.collisions(wanted)]
    if problems:
        raise Rejected(problems)
    step("comparing")
    existing = disk.scan(output, wanted, str(loaded.output))
    difference = tree.diff(wanted, existing, planned.selection.covers, request.forced)
    return Outcome(planned, wanted, existing, difference, verdict, notes)


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
    """What earlier runs wrote: the manifests, or where the output folder has none, those of the last commit."""
    shown = str(planned.loaded.output)
    records: Mapping[PurePosixPath, Mapping[str, Any] | None] = {
        path: folder.manifest.record for path, folder in existing.folders.items()
    }
    if records:
        return read_memory(records, shown), ()
    committed = committed_records(planned.repository.root, planned.loaded.output)
    if committed is None:
        return [], (f"{shown} holds no manifest and there is no git commit to ask: removed jobs cannot be noticed",)
    return read_memory(committed, shown), ()


def _concerned(planned: Planned) -> Callable[[RememberedJob], bool]:
    """Whether a remembered job is judged: it is selected, or shares a stack that is written now."""
    written = {stack.key.folder for stack in planned.selected_stacks()}
    states = [stack.state for stack in planned.selected_stacks() if stack.state.shareable]

    def concerned(job: RememberedJob) -> bool:
        selected = planned.selection.job(job.key, job.file or str(planned.loaded.folder))
        return selected or job.shell.key.folder in written or job.shell.state in states

    return concerned


def _tree(planned: Planned, shells: Mapping[JobKey, Shell], verdict: Verdict) -> Tree:
    loaded, selection = planned.loaded, planned.selection
    partial = loaded.settings.root.get("state", "partial")
    yard = Yard(loaded.output, planned.repository.inputs(), partial is not None and partial.value is True)
    folders = []
    if "terraform" in selection.targets:
        for stack in planned.selected_stacks():
            past = verdict.past.get(stack.key, NOTHING)
            folders.append(stack_folder(stack, shells[stack.jobs[0].key], past, yard))
        folders += [ghost_folder(shell, past, yard) for shell, past in verdict.ghosts]
    if "jobs" in selection.targets:
        folders += job_folders((job for job in loaded.jobs if selection.job(job.key, job.file)), yard)
    return build_tree(folders)

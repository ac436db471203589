"""The rooms in order: from a folder of job configs to the difference between the wanted tree and the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from dativo_gen import disk, tree
from dativo_gen.affected import Affected, find_affected
from dativo_gen.build import NOTHING, Yard, build_tree, ghost_folder, joined, module_folders
from dativo_gen.census import Facts, StackFact, as_text
from dativo_gen.codes import CODES
from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.existing import Existing, Recorded
from dativo_gen.findings import Judged
from dativo_gen.ground import Ground
from dativo_gen.head import committed_records
from dativo_gen.judging import Bench, judge, take_in
from dativo_gen.left import Left
from dativo_gen.load import Loaded, load
from dativo_gen.look import Sight
from dativo_gen.manifest import MANIFEST
from dativo_gen.memory import PRESENT, Past, RememberedJob, is_stack, read_memory
from dativo_gen.model.job import JobKey
from dativo_gen.orchestrators.registry import orchestrators
from dativo_gen.part import Part, facts_of, open_part
from dativo_gen.plan import Stack, StackKey
from dativo_gen.removed import Lines
from dativo_gen.repository import Repository, open_repository
from dativo_gen.selection import TARGETS, Selection
from dativo_gen.shell import Shell
from dativo_gen.sketch import LiveStudio, Sketch, Studio, yard_of
from dativo_gen.stubs import Agency, Scope, draw_stubs, left_folders
from dativo_gen.template_errors import gather
from dativo_gen.tree import Folder, Tree, TreeDiff
from dativo_gen.verdict import Now, Verdict, compare

Folders = Mapping[PurePosixPath, Recorded]
"""What earlier runs say of each folder of the tree."""


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
    """What is known of every job of a repository and what is wrong with them; nothing rendered yet."""

    bench: Bench
    selection: Selection
    judged: Judged
    studio: Studio

    @property
    def ground(self) -> Ground:
        return self.bench.ground

    @property
    def facts(self) -> Facts:
        return self.bench.facts

    @property
    def repository(self) -> Repository:
        return self.ground.repository

    @property
    def output(self) -> PurePosixPath:
        """The output folder, from the repository's root."""
        return self.ground.output

    def tenants(self) -> frozenset[str]:
        """The tenants of the selected jobs; of what changed all, since what one job left others may share."""
        wide = self.selection.wide
        return frozenset(job.key.tenant for job in self.facts.jobs if wide.job(job.key, job.file))


@dataclass(frozen=True, slots=True)
class Whole(Planned):
    """The same with every job in memory."""

    part: Part

    @property
    def loaded(self) -> Loaded:
        return self.part.loaded

    @property
    def stacks(self) -> tuple[Stack, ...]:
        return self.part.stacks

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
        return self.planned.repository.root / self.planned.output


def plan(request: Request, step: Callable[[str], None]) -> Whole:
    """Load and judge. `step` hears what is being done. Raises Rejected for unusable settings, WrongUsage."""
    step("reading jobs")
    loaded = load(open_repository(request.named), request.out)
    hold_jobs(loaded.ground)
    step("planning stacks")
    part = open_part(loaded, request.today)
    bench = take_in(loaded.ground, facts_of(part), request.today)
    selection = select(request, loaded.ground)
    studio = LiveStudio(part, yard_of(loaded.ground))
    return Whole(bench, selection, judge(bench, selection), studio, part)


def with_places(planned: Whole) -> Whole:
    """The same, so that every line that is drawn knows where it came from."""
    ground = replace(planned.ground, renderer=planned.ground.renderer.with_places())
    part = replace(planned.part, loaded=replace(planned.loaded, ground=ground))
    bench = replace(planned.bench, ground=ground)
    return replace(planned, bench=bench, studio=LiveStudio(part, yard_of(ground)), part=part)


def hold_jobs(ground: Ground) -> None:
    """Raises Rejected where there is no job, and never was one."""
    if not ground.files and not _had_stacks(ground):
        hint = "name a folder that holds job configs (`*.yaml`)"
        raise Rejected([Problem(Span(str(ground.folder)), "no-jobs", "there is no job config here", hint)])


def select(request: Request, ground: Ground) -> Selection:
    """What the command line means."""
    return Selection(
        ground.repository.named or (ground.folder,),
        ground.folder,
        request.tenants,
        request.environments,
        request.targets or frozenset(ground.settings.model.targets or TARGETS),
    )


def _had_stacks(ground: Ground) -> bool:
    """Whether earlier runs wrote stacks: then the last job of all has left, which is not the same as no job."""
    existing = disk.scan(ground.repository.root / ground.output, {}, str(ground.output))
    committed = committed_records(ground.repository.root, ground.output)
    return any(is_stack(folder) for folder in (*existing.folders, *committed.records))


@dataclass(frozen=True, slots=True)
class Drawing:
    """The wanted tree, and what it was found out of on the way; not yet compared with the disk."""

    planned: Planned
    tree: Tree
    affected: Affected
    verdict: Verdict
    notes: tuple[str, ...]
    sight: Sight
    kept: frozenset[PurePosixPath] = frozenset()


def _nothing(folder: str) -> bool:
    del folder
    return False


def draw(planned: Planned, skip: Callable[[str], bool] = _nothing) -> Drawing:
    """Render the selected jobs in memory. Raises Rejected, disk.DiskError. `planned` must have no errors.

    Folders of the output folder to `skip` are not looked into.
    """
    ground = planned.ground
    sight = disk.look(ground.repository.root / ground.output, str(ground.output), skip)
    affected, verdict, notes = _past(planned, sight.folders)
    planned = _with_warnings(planned, verdict)
    yard = yard_of(ground)
    own = list(planned.studio.sketches(planned.tenants() | {key.tenant for key in affected.stacks}))
    agency = Agency(orchestrators(ground.settings), planned.facts, planned.studio, yard)
    stubs = draw_stubs(agency, _scope(planned), own, sight.folders)
    wanted = build_tree([*_folders(planned, own, affected, verdict, yard), *stubs.folders])
    problems = [_collision(ground, pair) for pair in tree.collisions(wanted)]
    if problems:
        raise Rejected(problems)
    return Drawing(planned, wanted, affected, verdict, (*notes, *verdict.notes, *stubs.notes), sight, stubs.kept)


def prepare(
    request: Request, planned: Planned, step: Callable[[str], None], skip: Callable[[str], bool] = _nothing
) -> Outcome:
    """Render the selected jobs in memory and compare with the disk. Raises Rejected, disk.DiskError.

    `planned` must have no errors; folders to `skip` are not looked into.
    """
    step("rendering")
    drawing = draw(planned, skip)
    step("comparing")
    planned, wanted, output = drawing.planned, drawing.tree, planned.output
    existing = drawing.sight.against(wanted)
    forced = partial(request.forced, output=output)
    difference = tree.diff(wanted, existing, _prunable(drawing, existing), forced)
    return Outcome(planned, wanted, existing, difference, drawing.verdict, drawing.notes)


def _incomplete(job: RememberedJob) -> Problem:
    message = f"{job.key} has problems, and the stack {job.shell.key} holds it: writing the stack would remove it"
    return Problem(Span(job.file), "stack-incomplete", message, "mend it, or select no job of this stack")


def _collision(ground: Ground, pair: tuple[PurePosixPath, PurePosixPath]) -> Problem:
    message = f"{ground.output / pair[0]} and {ground.output / pair[1]} are one file on disks that ignore case"
    return Problem(Span(str(ground.folder)), "path-collision", message, "rename one of the jobs")


def _past(planned: Planned, folders: Folders) -> tuple[Affected, Verdict, tuple[str, ...]]:
    """What earlier runs ask of this one. Raises Rejected where a broken job stands in the way."""
    if _is_quiet(planned, folders):
        return Affected(_selected_stacks(planned), (), frozenset()), Verdict({}, {}, (), (), (), ()), ()
    shells = _Shells(planned)
    memory, notes = _remembered(planned, folders)
    affected = _affected(planned, shells, memory)
    broken_files = planned.bench.broken_files()
    broken = [_incomplete(job) for job in affected.jobs if job.key not in shells and job.file in broken_files]
    if broken:
        raise Rejected(broken)
    return affected, compare(memory, affected.jobs, _now(planned, shells), planned.ground.settings), notes


def _is_quiet(planned: Planned, folders: Folders) -> bool:
    """Whether every stack that is remembered is there with the same jobs and the same state, and no line of the
    settings says otherwise: then there is nothing to judge, which for thousands of stacks takes a while."""
    if Lines(planned.ground.settings).values:
        return False
    facts = {stack.key: stack for stack in planned.facts.stacks}
    stacks = [(facts.get(StackKey(*path.parts[1:])), found) for path, found in folders.items() if is_stack(path)]
    return bool(stacks) and all(fact is not None and _is_same(fact, found) for fact, found in stacks)


def _is_same(fact: StackFact, found: Recorded) -> bool:
    record = found.manifest.record
    if found.sha256 is None or found.journal is not None or record is None:
        return False
    jobs, names = record.get("jobs"), {key.name for key, _ in fact.jobs}
    if not isinstance(jobs, Mapping) or jobs.keys() != names:
        return False
    plain = all(
        isinstance(entry, Mapping) and entry.get("status") == "present" and entry.keys() <= PRESENT
        for entry in jobs.values()
    )
    return plain and as_text({name: value for name, value in record.items() if name != "jobs"}) == fact.record


class _Shells(Mapping[JobKey, Shell]):
    """The stack of each job that has Terraform, looked up when it is asked for."""

    def __init__(self, planned: Planned) -> None:
        self._homes = {key: stack.key for stack in planned.facts.stacks for key, _ in stack.jobs}
        self._studio = planned.studio

    def __getitem__(self, key: JobKey) -> Shell:
        return self._studio.shell(self._homes[key])

    def __iter__(self) -> Iterator[JobKey]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)

    def __contains__(self, key: object) -> bool:
        return key in self._homes


def _remembered(planned: Planned, folders: Folders) -> tuple[list[RememberedJob], tuple[str, ...]]:
    """What earlier runs wrote: the manifests, or where the output folder has no stack, those of the last commit."""
    if "terraform" not in planned.selection.targets:
        return [], ()
    shown = str(planned.output)
    records = {path: _records(folder) for path, folder in folders.items() if is_stack(path)}
    if records:
        return read_memory(records, shown), ()
    committed = committed_records(planned.repository.root, planned.output)
    note = f"{shown} holds no manifest and {committed.silent}: removed jobs cannot be noticed"
    memory = read_memory({path: (record,) for path, record in committed.records.items()}, shown)
    return memory, (note,) if committed.silent and not folders else ()


def _records(folder: Recorded) -> tuple[Mapping[str, Any] | None, ...]:
    """The manifest's record, and what a killed run meant to make of it."""
    meant = (folder.journal.planned.record,) if folder.journal is not None else ()
    return (folder.manifest.record, *meant) if folder.sha256 is not None else meant


def _affected(planned: Planned, shells: Mapping[JobKey, Shell], memory: Sequence[RememberedJob]) -> Affected:
    selection, wide, changed = planned.selection, planned.selection.wide, planned.selection.changed

    def chosen(job: RememberedJob) -> bool:
        """Its folder may be pruned, or its file is named; one that left earlier is on nobody's list but its stack's."""
        if changed is not None and job.status == "present" and not changed.touches(job.key, job.file):
            return False
        return selection.covers(job.shell.key.folder / MANIFEST) or bool(job.file and wide.job(job.key, job.file))

    return find_affected(memory, shells, _selected_stacks(planned), chosen, Lines(planned.ground.settings))


def _selected_stacks(planned: Planned) -> frozenset[StackKey]:
    job, stacks = planned.selection.job, planned.facts.stacks
    return frozenset(stack.key for stack in stacks if any(job(key, file) for key, file in stack.jobs))


def _prunable(drawing: Drawing, existing: Existing) -> Callable[[PurePosixPath], bool]:
    """What may be deleted: what the selection covers, and the folders that the jobs it concerns have left."""
    planned, affected = drawing.planned, drawing.affected
    targets = planned.selection.targets
    folders = {key.folder for key in affected.stacks} | affected.left if "terraform" in targets else set()
    if "dagster" in targets:
        here = {path: found for path, found in existing.folders.items() if planned.selection.environment(path)}
        folders |= left_folders(here, frozenset(planned.facts.files), partial(_wholly_selected, planned))

    selection = planned.selection
    left = Left(existing, drawing.tree, folders, selection.changed.files) if selection.changed is not None else None

    def prunable(path: PurePosixPath) -> bool:
        if path.parent in drawing.kept:
            return False
        if not folders.isdisjoint(path.parents):
            return True
        return selection.covers(path) and (left is None or left.behind(path))

    return prunable


def _wholly_selected(planned: Planned, file: str) -> bool:
    """Whether every job of a job file is meant."""
    keys = planned.facts.keys.get(file)
    selection = planned.selection
    return all(selection.job(key, file) for key in keys) if keys else selection.file(file)


def _now(planned: Planned, shells: Mapping[JobKey, Shell]) -> Now:
    """The jobs of now. A file with errors may hold any job."""
    others = frozenset(job.key for job in planned.facts.jobs) - shells.keys()
    return Now(shells, others, planned.bench.broken_files())


def _with_warnings(planned: Planned, verdict: Verdict) -> Planned:
    """With what the lines under `removed` give to warn of. Raises Rejected for what is wrong in them."""
    levels = [(planned.bench.severity(problem), problem) for problem in verdict.problems]
    errors = [problem for level, problem in levels if level == "error" or CODES[problem.code].severity == "error"]
    if errors:
        raise Rejected(errors)
    warnings = {problem for level, problem in levels if level == "warning"} | {*planned.judged.warnings}
    return replace(planned, judged=replace(planned.judged, warnings=tuple(sorted(warnings))))


def _scope(planned: Planned) -> Scope:
    """What a run is about, for orchestrators."""
    return Scope(planned.selection.shared, planned.bench.broken_files(), planned.selection.targets)


def _folders(planned: Planned, own: Iterable[Sketch], affected: Affected, verdict: Verdict, yard: Yard) -> list[Folder]:
    targets, job = planned.selection.targets, planned.selection.job
    folders: list[Folder] = []
    makers: dict[StackKey, Callable[[], Folder]]
    if "terraform" in targets:
        makers = {shell.key: partial(ghost_folder, shell, past, yard) for shell, past in verdict.ghosts}
        for sketch in (each for each in own if each.target == "terraform"):
            key = StackKey(*sketch.path.parts[1:])
            if key in affected.stacks:
                makers[key] = _stack_maker(planned.studio, key, verdict) or sketch.make
        stacks = gather(makers)
        folders += [*stacks, *module_folders(stacks)]
    if "jobs" in targets:
        folders += joined(each.make() for each in own if each.target == "jobs" and job(*each.jobs[0]))
    return folders


def _stack_maker(studio: Studio, key: StackKey, verdict: Verdict) -> Callable[[], Folder] | None:
    """For a stack that is not what its jobs alone would make of it."""
    past = verdict.past.get(key, NOTHING)
    if past == Past() and key not in verdict.shells:
        return None
    return partial(studio.stack, key, verdict.shells.get(key) or studio.shell(key), past)

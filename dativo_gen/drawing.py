"""The last rooms in order: from a planned fleet to the difference between the wanted tree and the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath

from dativo_gen import disk, tree
from dativo_gen.affected import Affected
from dativo_gen.build import NOTHING, Yard, build_tree, ghost_folder, joined, module_folders
from dativo_gen.codes import CODES
from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.existing import Existing
from dativo_gen.ground import Ground
from dativo_gen.left import Left
from dativo_gen.look import Sight
from dativo_gen.memory import Past
from dativo_gen.orchestrators.registry import orchestrators
from dativo_gen.past import past_of
from dativo_gen.pipeline import Planned, Request
from dativo_gen.plan import StackKey
from dativo_gen.sketch import Sketch, Studio, yard_of
from dativo_gen.stubs import Agency, Scope, draw_stubs, left_folders
from dativo_gen.template_errors import gather
from dativo_gen.tree import Folder, Tree, TreeDiff
from dativo_gen.verdict import Verdict


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
    affected, verdict, notes = past_of(planned, sight.folders)
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


def _collision(ground: Ground, pair: tuple[PurePosixPath, PurePosixPath]) -> Problem:
    message = f"{ground.output / pair[0]} and {ground.output / pair[1]} are one file on disks that ignore case"
    return Problem(Span(str(ground.folder)), "path-collision", message, "rename one of the jobs")


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

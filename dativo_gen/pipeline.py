"""The first rooms in order: from a folder of job configs to a planned fleet, with every job in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from dativo_gen import disk
from dativo_gen.census import Facts
from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.findings import Judged
from dativo_gen.ground import Ground
from dativo_gen.head import committed_records
from dativo_gen.judging import Bench, judge, take_in
from dativo_gen.load import Loaded, load
from dativo_gen.memory import is_stack
from dativo_gen.part import Part, facts_of, open_part
from dativo_gen.plan import Stack
from dativo_gen.repository import Repository, open_repository
from dativo_gen.selection import TARGETS, Selection
from dativo_gen.sketch import LiveStudio, Studio, yard_of


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

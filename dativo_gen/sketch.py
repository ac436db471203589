"""A part of the fleet -> what each of its jobs, stacks and orchestrators would write, each made when it is wanted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import Protocol

from dativo_gen.build import NOTHING, Yard, job_folder, site_folder, stack_folder, templates_of
from dativo_gen.ground import Ground
from dativo_gen.memory import Past
from dativo_gen.model.job import JobKey
from dativo_gen.orchestrators.base import Notice, Orchestrator
from dativo_gen.orchestrators.base import Part as Entry
from dativo_gen.orchestrators.registry import Crew
from dativo_gen.orchestrators.run import Run
from dativo_gen.part import Part
from dativo_gen.plan import JOBS, StackKey
from dativo_gen.shell import Shell, shell_of
from dativo_gen.tree import Folder


@dataclass(frozen=True, slots=True)
class Sketch:
    """A folder of the tree, or a part of one, and the jobs (with their files) that it is made for.

    `files` are the names that it may make. `group` is the name that an orchestrator knows the folder by, where several
    tenants may share it. `make` raises TemplateFailed.
    """

    target: str
    path: PurePosixPath
    jobs: tuple[tuple[JobKey, str], ...]
    make: Callable[[], Folder]
    files: tuple[str, ...] = ()
    group: str = ""


class Studio(Protocol):
    """Whoever has the jobs at hand, or what was made of them before."""

    def sketches(self, tenants: Iterable[str]) -> Iterator[Sketch]:
        """What these tenants' jobs write."""

    def without(self, sketch: Sketch, keys: Collection[JobKey]) -> Sketch:
        """A sketch of an orchestrator's file, without some of its jobs."""

    def entries(self, target: str, environment: str, group: str) -> list[Entry]:
        """The jobs' parts of a folder that several tenants may share, in the order of their keys."""

    def stack(self, key: StackKey, shell: Shell, past: Past) -> Folder:
        """A stack whose manifest or settings tell of jobs that it had. Raises TemplateFailed."""

    def shell(self, key: StackKey) -> Shell:
        """What a planned stack is beside its jobs."""


@dataclass(frozen=True, slots=True)
class LiveStudio:
    """Draws from jobs that are in memory."""

    part: Part
    yard: Yard
    _shells: dict[StackKey, Shell] = field(default_factory=dict)

    def sketches(self, tenants: Iterable[str]) -> Iterator[Sketch]:
        wanted = frozenset(tenants)
        yield from (each for each in self.all() if any(key.tenant in wanted for key, _ in each.jobs))

    def all(self) -> Iterator[Sketch]:
        """What all of its jobs write."""
        for stack in self.part.stacks:
            jobs = tuple((member.key, member.job.file) for member in stack.jobs)
            make = partial(self._stack, stack.key)
            yield Sketch("terraform", stack.key.folder, jobs, make)
        for job in self.part.loaded.jobs:
            path = JOBS / job.key.environment / job.key.tenant
            yield Sketch("jobs", path, ((job.key, job.file),), partial(job_folder, path, job, self.yard))
        for crew in self.part.crews:
            yield from self._sketched(crew.orchestrator, crew.runs)

    def _sketched(self, orchestrator: Orchestrator, runs: Sequence[Run]) -> Iterator[Sketch]:
        for site in orchestrator.sites(runs):
            if site.runs[0].group and len({each.key.tenant for each in site.runs}) > 1:
                continue  # whoever sees all tenants puts it together
            jobs = tuple((each.key, each.file) for each in site.runs)
            names = self.yard.renderer.made_by(templates_of(site), site.names)
            make = partial(site_folder, site, self.yard)
            yield Sketch(orchestrator.target, site.path, jobs, make, names, site.runs[0].group)

    def without(self, sketch: Sketch, keys: Collection[JobKey]) -> Sketch:
        crew = self._crew(sketch.target)
        wanted = {key for key, _ in sketch.jobs} - set(keys)
        return next(self._sketched(crew.orchestrator, [run for run in crew.runs if run.key in wanted]))

    def _crew(self, target: str) -> Crew:
        return next(crew for crew in self.part.crews if crew.orchestrator.target == target)

    def _stack(self, key: StackKey) -> Folder:
        return self.stack(key, self.shell(key), NOTHING)

    def entries(self, target: str, environment: str, group: str) -> list[Entry]:
        crew = self._crew(target)
        notice = crew.orchestrator.notice
        runs = [run for run in crew.runs if run.key.environment == environment and notice(run).group == group]
        return list(crew.orchestrator.parts(runs))

    def stack(self, key: StackKey, shell: Shell, past: Past) -> Folder:
        stack = next(each for each in self.part.stacks if each.key == key)
        return stack_folder(stack, shell, past, self.yard)

    def shell(self, key: StackKey) -> Shell:
        if not self._shells:
            modules = self.part.loaded.settings.layer("modules", "providers")
            self._shells.update({stack.key: shell_of(stack, modules) for stack in self.part.stacks})
        return self._shells[key]


def yard_of(ground: Ground) -> Yard:
    """Where the folders of a repository are drawn."""
    setting = ground.settings.root.get("state", "partial")
    in_part = setting is not None and setting.value is True
    return Yard(ground.output, ground.repository.inputs(), in_part, ground.renderer)


def environment_sketches(orchestrator: Orchestrator, notices: Iterable[Notice], yard: Yard) -> Mapping[str, Sketch]:
    """What all tenants of each environment share."""
    groups: dict[str, list[Notice]] = {}
    for notice in notices:
        groups.setdefault(notice.key.environment, []).append(notice)
    found = {}
    for environment, some in sorted(groups.items()):
        site = orchestrator.environment(environment, some)
        names = yard.renderer.made_by(templates_of(site), site.names)
        jobs = tuple((each.key, each.file) for each in some)
        found[environment] = Sketch(orchestrator.target, site.path, jobs, partial(site_folder, site, yard), names)
    return found

"""What orchestrators write -> the folders of this run, and those that it must leave as they are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from dativo_gen.build import Yard, joined, site_folder, templates_of
from dativo_gen.census import Facts
from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.existing import Recorded
from dativo_gen.manifest import Entry
from dativo_gen.model.job import JobKey
from dativo_gen.orchestrators.base import Notice, Orchestrator
from dativo_gen.sketch import Sketch, Studio, environment_sketches
from dativo_gen.template_errors import gather
from dativo_gen.tree import Folder


@dataclass(frozen=True, slots=True)
class Scope:
    """What a run is about: `chosen` says it of jobs that share something and of the files that this was made from the
    last time; `broken` are the job files with errors, which have no stub."""

    chosen: Callable[[Iterable[tuple[JobKey, str]], Callable[[], Collection[str]]], bool]
    broken: frozenset[str]
    targets: Collection[str]


@dataclass(frozen=True, slots=True)
class Stubs:
    """The folders to write; those in `kept` stay as they are, `notes` says why."""

    folders: tuple[Folder, ...] = ()
    kept: frozenset[PurePosixPath] = frozenset()
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Agency:
    """Who plans the stubs of all tenants: the orchestrators, the facts of the jobs, and where they are drawn."""

    orchestrators: Sequence[Orchestrator]
    facts: Facts
    studio: Studio
    yard: Yard

    def sketches(self, scope: Scope, own: Iterable[Sketch]) -> Iterator[Sketch]:
        """Everything that holds a chosen job: files of environments, folders that tenants share, and what is `own`."""
        for orchestrator in self.orchestrators:
            if orchestrator.target in scope.targets:
                notices = self.facts.notices.get(orchestrator.target, ())
                sound = [notice for notice in notices if notice.file not in scope.broken]
                yield from environment_sketches(orchestrator, sound, self.yard).values()
                yield from self._shared(orchestrator, sound)
        shared = {target: _members(notices) for target, notices in self.facts.notices.items()}
        for sketch in (each for each in own if each.target in shared and each.target in scope.targets):
            broken = {key for key, file in sketch.jobs if file in scope.broken}
            every = shared[sketch.target].get((sketch.jobs[0][0].environment, sketch.group), sketch.jobs)
            if not broken and len(every) == len(sketch.jobs):
                yield sketch
            elif not sketch.group and len(broken) < len(sketch.jobs):
                yield self.studio.without(sketch, broken)

    def _shared(self, orchestrator: Orchestrator, sound: Sequence[Notice]) -> Iterator[Sketch]:
        """The folders that one tenant's sketch does not fill: others have jobs there, or some of its own are broken."""
        members = _members(self.facts.notices.get(orchestrator.target, ()))
        for (environment, group), notices in _members(sound).items():
            every = members[environment, group]
            if len({notice.key.tenant for notice in every}) > 1 or len(every) > len(notices):
                jobs = tuple((notice.key, notice.file) for notice in notices)
                path = orchestrator.group(environment, group, []).path
                make = partial(self._make, orchestrator, environment, group, frozenset(key for key, _ in jobs))
                site = orchestrator.group(environment, group, [])
                names = self.yard.renderer.made_by(templates_of(site), site.names)
                yield Sketch(orchestrator.target, path, jobs, make, names, group)

    def _make(self, orchestrator: Orchestrator, environment: str, group: str, keys: frozenset[JobKey]) -> Folder:
        entries = self.studio.entries(orchestrator.target, environment, group)
        sound = [entry for entry in entries if entry.notice.key in keys]
        return site_folder(orchestrator.group(environment, group, sound), self.yard)


def _members(notices: Iterable[Notice]) -> dict[tuple[str, str], list[Notice]]:
    """Jobs by the folder that they share."""
    found: dict[tuple[str, str], list[Notice]] = {}
    for notice in notices:
        if notice.group:
            found.setdefault((notice.key.environment, notice.group), []).append(notice)
    return found


def draw_stubs(
    agency: Agency, scope: Scope, own: Iterable[Sketch], recorded: Mapping[PurePosixPath, Recorded]
) -> Stubs:
    """The folders of all orchestrators that this run is about. Raises Rejected.

    What several jobs share is written with all of them, or not at all: a code location without the job that is
    broken just now would take it from Dagster. A file of a whole environment (its workspace, its pools) then stays as
    it is, so that one tenant's slip does not stop the others.
    """
    makers: dict[PurePosixPath, Callable[[], Folder]] = {}
    kept: dict[PurePosixPath, str] = {}
    incomplete: list[Problem] = []
    output = agency.yard.output
    for path, sketches in _chosen(agency.sketches(scope, own), scope, recorded):
        lost = _lost(sketches, recorded.get(path, Recorded())) & scope.broken
        if not lost:
            makers[path] = partial(_made, sketches)
        elif _of_environment(path):
            kept[path] = min(lost)
        else:
            incomplete += [_incomplete(output / path, file) for file in sorted(lost)]
    if incomplete:
        raise Rejected(incomplete)
    notes = tuple(f"{output / path} is left as it is: {file} has problems" for path, file in kept.items())
    return Stubs(tuple(gather(makers, "folder")), frozenset(kept), notes)


def _made(sketches: Sequence[Sketch]) -> Folder:
    return joined([sketch.make() for sketch in sketches])[0]


def _chosen(
    sketches: Iterable[Sketch], scope: Scope, recorded: Mapping[PurePosixPath, Recorded]
) -> list[tuple[PurePosixPath, list[Sketch]]]:
    """The sketches with a chosen job, by their folder."""
    groups: dict[PurePosixPath, list[Sketch]] = {}
    for sketch in sketches:
        if scope.chosen(sketch.jobs, partial(_lost, (sketch,), recorded.get(sketch.path, Recorded()))):
            groups.setdefault(sketch.path, []).append(sketch)
    return sorted(groups.items())


def left_folders(
    recorded: Mapping[PurePosixPath, Recorded], jobs: Collection[str], chosen: Callable[[str], bool]
) -> frozenset[PurePosixPath]:
    """The folders of Dagster that had `chosen` job files alone, so that they may go if nobody writes them any more.

    Which tenants write a code location is to be seen from what it was made of, and not from its path. `jobs` are the
    job files that there are.
    """
    made_from = {
        path: {name for entry in _entries(found) for name in entry.sources if name in jobs}
        for path, found in recorded.items()
        if path.parts[:1] == ("dagster",)
    }
    return frozenset(path for path, files in made_from.items() if files and all(map(chosen, files)))


def _lost(sketches: Sequence[Sketch], recorded: Recorded) -> frozenset[str]:
    """The files that what is sketched was made from, the last time."""
    names = {name for sketch in sketches for name in sketch.files}
    return frozenset(source for name in names for source in recorded.sources(name))


def _files(recorded: Recorded) -> Iterator[Mapping[str, Entry]]:
    yield recorded.manifest.files
    if recorded.journal is not None:
        yield recorded.journal.planned.files


def _entries(recorded: Recorded) -> Iterator[Entry]:
    for files in _files(recorded):
        yield from files.values()


def _of_environment(path: PurePosixPath) -> bool:
    """Whether a folder belongs to all tenants of an environment (`dagster/prod`)."""
    return len(path.parts) == 2


def _incomplete(path: PurePosixPath, file: str) -> Problem:
    message = f"{file} has problems, and {path} holds its job: writing that would take the job out"
    return Problem(Span(file), "stub-incomplete", message, "mend it, or select no job of this folder")

"""What orchestrators write -> the folders of this run, and those that it must leave as they are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from dativo_gen.build import Yard, site_folder, templates_of
from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.existing import Recorded
from dativo_gen.manifest import Entry
from dativo_gen.orchestrators.base import Site
from dativo_gen.orchestrators.registry import Crew
from dativo_gen.orchestrators.run import Run
from dativo_gen.template_errors import gather
from dativo_gen.tree import Folder


@dataclass(frozen=True, slots=True)
class Scope:
    """What a run is about: `chosen` says it of a job, `broken` are the job files with errors, which have no stub."""

    chosen: Callable[[Run], bool]
    broken: frozenset[str]
    targets: Collection[str]


@dataclass(frozen=True, slots=True)
class Stubs:
    """The folders to write; those in `kept` stay as they are, `notes` says why."""

    folders: tuple[Folder, ...] = ()
    kept: frozenset[PurePosixPath] = frozenset()
    notes: tuple[str, ...] = field(default=())


def draw_stubs(crews: Iterable[Crew], scope: Scope, recorded: Mapping[PurePosixPath, Recorded], yard: Yard) -> Stubs:
    """The folders of all orchestrators that this run is about. Raises Rejected.

    What several jobs share is written with all of them, or not at all: a code location without the job that is
    broken just now would take it from Dagster. A file of a whole environment (its workspace, its pools) then stays as
    it is, so that one tenant's slip does not stop the others.
    """
    makers: dict[PurePosixPath, Callable[[], Folder]] = {}
    kept: dict[PurePosixPath, str] = {}
    incomplete: list[Problem] = []
    for path, sites in _chosen_sites(crews, scope):
        lost = _lost(sites, recorded.get(path, Recorded()), yard) & scope.broken
        if not lost:
            makers[path] = partial(site_folder, path, sites, yard)
        elif _of_environment(path):
            kept[path] = min(lost)
        else:
            incomplete += [_incomplete(yard.output / path, file) for file in sorted(lost)]
    if incomplete:
        raise Rejected(incomplete)
    notes = tuple(f"{yard.output / path} is left as it is: {file} has problems" for path, file in kept.items())
    return Stubs(tuple(gather(makers, "folder")), frozenset(kept), notes)


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


def _chosen_sites(crews: Iterable[Crew], scope: Scope) -> list[tuple[PurePosixPath, list[Site]]]:
    """The sites with a chosen job, by their folder."""
    groups: dict[PurePosixPath, list[Site]] = {}
    for crew in crews:
        if crew.orchestrator.target in scope.targets:
            sound = [run for run in crew.runs if run.file not in scope.broken]
            for site in crew.orchestrator.sites(sound):
                if any(map(scope.chosen, site.runs)):
                    groups.setdefault(site.path, []).append(site)
    return sorted(groups.items())


def _lost(sites: Sequence[Site], recorded: Recorded, yard: Yard) -> frozenset[str]:
    """The files that what the sites write was made from, the last time."""
    names = {name for site in sites for name in yard.renderer.made_by(templates_of(site), site.names)}
    entries = (each for files in _files(recorded) for name, each in files.items() if name in names)
    return frozenset(source for entry in entries for source in entry.sources)


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

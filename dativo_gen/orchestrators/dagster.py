"""Dagster: code locations by environment, each with its jobs; in thin or in explicit code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import ClassVar, Literal, NamedTuple

from dativo_gen.errors import Problem, Span
from dativo_gen.model.infrastructure import Target
from dativo_gen.model.job import WINDOWS, JobKey
from dativo_gen.orchestrators.base import Finding, Orchestrator, Site
from dativo_gen.orchestrators.dagster_code import code_of, definitions_of, runtime
from dativo_gen.orchestrators.dagster_places import Data
from dativo_gen.orchestrators.dagster_record import (
    FORMAT,
    emitted,
    location_of,
    names_of,
    object_name,
    record_of,
)
from dativo_gen.orchestrators.naming import op_safe
from dativo_gen.orchestrators.people import owner_problems, reserved_tenants
from dativo_gen.orchestrators.run import Run
from dativo_gen.orchestrators.runtimes import lacks

_LOCATION = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9_-])?")
_FILES = frozenset(("workspace.yaml", "dagster.yaml"))


@dataclass(frozen=True, slots=True)
class Dagster(Orchestrator):
    """`style` jobs writes data for the library `dativo_gen.dagster`; explicit writes code that needs only dagster.

    `pool_slots` is how many runs of one tenant may be under way at once.
    """

    style: Literal["jobs", "explicit"] = "jobs"
    pool_slots: int = 1
    target: ClassVar[Target] = "dagster"

    def problems(self, runs: Sequence[Run]) -> Iterator[Finding]:
        """What could not be loaded beside the others, could not be started, or would lose a tag."""
        yield from _twice(runs)
        yield from _locations(runs)
        yield from reserved_tenants(runs)
        for run in runs:
            tags = (problem for each in emitted(run) for problem in each.problems)
            missing = lacks(run, "Dagster", "dagster-incomplete")
            yield from ((run.file, problem) for problem in (*missing, *owner_problems(run), *_objects(run), *tags))

    def file_of(self, run: Run) -> PurePosixPath:
        """What Dagster loads of it."""
        return PurePosixPath("dagster", run.key.environment, location_of(run), "definitions.py")

    def sites(self, runs: Sequence[Run]) -> Iterator[Site]:
        """A folder for each environment, and in it one for each code location."""
        for environment, members in _grouped(runs, lambda run: run.key.environment).items():
            path = PurePosixPath("dagster") / environment
            locations = _grouped(members, location_of)
            yield Site(path, "dagster/environment", {}, self._environment(locations, members), tuple(members))
            for location, jobs in locations.items():
                yield Site(path / location, *self._location(location, jobs), tuple(jobs))

    def _environment(self, locations: Mapping[str, Sequence[Run]], members: Sequence[Run]) -> Data:
        limits = sorted({timing.max_concurrent_runs for run in members for timing in run.timings})
        return {"locations": sorted(locations), "limits": limits, "pool_slots": self.pool_slots}

    def _location(self, location: str, jobs: Sequence[Run]) -> tuple[str, Mapping[str, str], Data]:
        """Templates, names and views of a code location."""
        records = [record_of(run) for run in jobs]
        if self.style == "explicit":
            code = [{**code_of(each), "place": run.name.span} for run, each in zip(jobs, records, strict=True)]
            views: Data = {"runtime": runtime(), "jobs": code, "definitions": definitions_of(records)}
            return "dagster/explicit", {}, views
        head = {"format": FORMAT, "environment": jobs[0].key.environment, "code_location": location}
        entries = [{"place": run.name.span, "record": each} for run, each in zip(jobs, records, strict=True)]
        return "dagster/jobs", {}, {"head": head, "jobs": entries}


def _grouped(runs: Sequence[Run], by: Callable[[Run], str]) -> dict[str, list[Run]]:
    """Runs by a name, names and runs in order."""
    groups: dict[str, list[Run]] = {}
    for run in sorted(runs, key=lambda run: run.key):
        groups.setdefault(by(run), []).append(run)
    return dict(sorted(groups.items()))


def _twice(runs: Sequence[Run]) -> Iterator[Finding]:
    """Names that two would have. A pair of jobs is told once, also where several of their names meet."""
    first: dict[tuple[str, ...], _Claim] = {}
    told: set[tuple[JobKey, JobKey]] = set()
    for run in sorted(runs, key=lambda run: run.key):
        for claim in _claims(run):
            other = first.setdefault((run.key.environment, location_of(run), claim.space, claim.name), claim)
            pair = (other.run.key, run.key)
            if other is not claim and pair not in told:
                told.add(pair)
                yield from (_clash(claim, other), _clash(other, claim))


class _Claim(NamedTuple):
    """A name that a job needs, and what for."""

    space: str
    name: str
    kind: str
    run: Run
    span: Span


def _claims(run: Run) -> Iterator[_Claim]:
    """Ops and jobs share one namespace in a code location, schedules and sensors another (tried on 1.13)."""
    names = names_of(run)
    yield _Claim("op", names.op, "asset", run, run.name.span)
    yield _Claim("op", names.job, "job", run, run.name.span)
    for timing in run.timings:
        yield _Claim("schedule", names.schedule(timing), "schedule", run, timing.span)


def _clash(mine: _Claim, other: _Claim) -> Finding:
    """Told to each of the two: neither could be loaded beside the other."""
    what = "schedules" if mine.space == "schedule" else "jobs"
    theirs = f"{other.kind} of {other.run.key} (at {other.span})"
    message = f"the {mine.kind} of {mine.run.key} and the {theirs} are both called `{mine.name}` in Dagster"
    return mine.run.file, Problem(mine.span, "orchestrator-name", message, f"give one of the {what} another `name`")


def _locations(runs: Sequence[Run]) -> Iterator[Finding]:
    """A code location is a folder, and its name is shown; two may not differ in case only."""
    spelled: dict[tuple[str, str], Run] = {}
    for run in sorted(runs, key=lambda run: run.key):
        name = location_of(run)
        place = run.code_location.span if run.code_location is not None else run.name.span
        hint = "write letters, digits, `_`, `-` and `.`, as in `dativo-etl`"
        if not _LOCATION.fullmatch(name) or name.partition(".")[0].lower() in WINDOWS or name.lower() in _FILES:
            message = f"`infrastructure.dagster.code_location` is `{name}`, which can be no folder"
            yield run.file, Problem(place, "dagster-location", message, hint)
            continue
        other = spelled.setdefault((run.key.environment, name.lower()), run)
        if location_of(other) != name:
            message = f"the code location `{name}` and `{location_of(other)}` of {other.key} differ only in case"
            yield run.file, Problem(place, "dagster-location", message, "spell it in one way")


def _objects(run: Run) -> Iterator[Problem]:
    """Tables of one job that become one asset."""
    first: dict[str, str] = {}
    for node in run.objects:
        name = op_safe(object_name(node))
        other = first.setdefault(name, node.text)
        if other != node.text:
            message = f"the objects `{other}` and `{node.text}` of {run.key} are both called `{name}` in Dagster"
            yield Problem(node.span, "orchestrator-name", message, "load one of them by a job of its own")

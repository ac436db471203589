"""Dagster: code locations by environment, each with its jobs; in thin or in explicit code."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import ClassVar, Literal, NamedTuple

from dativo_gen.claims import Claims
from dativo_gen.errors import Problem, Span
from dativo_gen.model.infrastructure import Target
from dativo_gen.model.job import WINDOWS, JobKey
from dativo_gen.orchestrators.base import Finding, Notice, Orchestrator, Part, Site
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

    def claims(self, runs: Sequence[Run]) -> Claims:
        """The names of each code location, and the spelling of its own."""
        names = {
            f"dagster {run.key.environment} {location_of(run).lower()} {claim.space} {claim.name}"
            for run in runs
            for claim in _claims(run)
        }
        spelled = {(f"dagster {run.key.environment} {location_of(run).lower()}", location_of(run)) for run in runs}
        return Claims(frozenset(names), frozenset(spelled))

    def notice(self, run: Run) -> Notice:
        """Its code location, and how often it may run at once."""
        limits = tuple(sorted({timing.max_concurrent_runs for timing in run.timings}))
        return Notice(run.key, run.file, run.inputs, location_of(run), limits)

    def sites(self, runs: Sequence[Run]) -> Iterator[Site]:
        """The code locations of each environment."""
        for environment, members in _grouped(runs, lambda run: run.key.environment).items():
            for location, jobs in _grouped(members, location_of).items():
                yield self.group(environment, location, list(self.parts(jobs)))

    def environment(self, environment: str, notices: Sequence[Notice]) -> Site:
        """`workspace.yaml` and `dagster.yaml`."""
        limits = sorted({limit for notice in notices for limit in notice.limits})
        locations = sorted({notice.group for notice in notices})
        views: Data = {"locations": locations, "limits": limits, "pool_slots": self.pool_slots}
        return Site(PurePosixPath("dagster", environment), "dagster/environment", {}, views, tuple(notices))

    def parts(self, runs: Sequence[Run]) -> Iterator[Part]:
        """The entry of each run."""
        yield from (Part(self.notice(run), run.name.span, record_of(run)) for run in runs)

    def group(self, environment: str, name: str, parts: Sequence[Part]) -> Site:
        """A code location with all of its jobs, in the order of their keys."""
        path = PurePosixPath("dagster", environment, name)
        notices, records = tuple(part.notice for part in parts), [part.record for part in parts]
        if self.style == "explicit":
            code = [{**code_of(part.record), "place": part.place} for part in parts]
            views: Data = {"runtime": runtime(), "jobs": code, "definitions": definitions_of(records)}
            return Site(path, "dagster/explicit", {}, views, notices)
        head = {"format": FORMAT, "environment": environment, "code_location": name}
        entries = [{"place": part.place, "record": part.record} for part in parts]
        return Site(path, "dagster/jobs", {}, {"head": head, "jobs": entries}, notices)


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

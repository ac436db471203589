"""Runs -> static Airflow DAG files, one for each job or one for each tenant, and the pools they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import ClassVar, Literal

from dativo_gen.claims import Claims
from dativo_gen.errors import Problem, Span
from dativo_gen.orchestrators.airflow_dag import (
    MOST_ID,
    MOST_SECONDS,
    Dag,
    dag_arguments,
    dags_of,
    names_in,
    run_seconds,
    task_arguments,
    timetables,
)
from dativo_gen.orchestrators.airflow_task import NEEDED, task_of
from dativo_gen.orchestrators.base import Finding, Notice, Orchestrator, Site
from dativo_gen.orchestrators.naming import pool_name
from dativo_gen.orchestrators.people import owner_problems, reserved_tenants
from dativo_gen.orchestrators.run import Run
from dativo_gen.orchestrators.runtimes import destinations_of, lacks
from dativo_gen.tags.outlets import as_node

Layout = Literal["job", "tenant"]


@dataclass(frozen=True, slots=True)
class DagView:
    """One DAG as a template sees it: arguments by name, values for the filter `py`."""

    id: str
    arguments: Mapping[str, object]
    operator: str
    task: Mapping[str, object]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileView:
    """One DAG file: what it imports (`uses`, and of these the `timetables`), its DAGs."""

    uses: frozenset[str]
    timetables: tuple[str, ...]
    dags: tuple[DagView, ...]


@dataclass(frozen=True, slots=True)
class Airflow(Orchestrator):
    """Airflow 3. `pool_slots` is how many tasks of one tenant run at once."""

    target: ClassVar[Literal["airflow"]] = "airflow"
    layout: Layout = "job"
    pool_slots: int = 1

    def problems(self, runs: Sequence[Run]) -> Iterator[Finding]:
        """Names that meet or are too long, times beyond any date, what an operator lacks, tags that do not fit."""
        yield from _same_ids(runs)
        yield from reserved_tenants(runs)
        for run in runs:
            missing = lacks(run, "Airflow", "airflow-incomplete", NEEDED)
            for problem in (*_long_ids(run), *_long_times(run), *missing, *owner_problems(run), *_tag_problems(run)):
                yield run.file, problem

    def file_of(self, run: Run) -> PurePosixPath:
        """The file of its DAG."""
        folder = PurePosixPath("airflow", run.key.environment, "dags", run.key.tenant)
        return folder / f"{run.key.name}.py" if self.layout == "job" else folder.with_suffix(".py")

    def claims(self, runs: Sequence[Run]) -> Claims:
        """The ids of DAGs, which all tenants of an environment share."""
        return Claims(frozenset(f"airflow {run.key.environment} {dag.id}" for run in runs for dag in dags_of(run)))

    def notice(self, run: Run) -> Notice:
        """Its tenant, who has a pool."""
        return Notice(run.key, run.file, run.inputs)

    def sites(self, runs: Sequence[Run]) -> Iterator[Site]:
        """The DAG files of each environment."""
        for environment, group in sorted(_grouped(runs, lambda run: run.key.environment).items()):
            yield from self._files(PurePosixPath("airflow", environment, "dags"), group)

    def environment(self, environment: str, notices: Sequence[Notice]) -> Site:
        """`pools.json`."""
        tenants = sorted({notice.key.tenant for notice in notices})
        pools = {pool_name(tenant): self._pool(tenant) for tenant in tenants}
        return Site(PurePosixPath("airflow", environment), "airflow/pools", {}, {"pools": pools}, tuple(notices))

    def _pool(self, tenant: str) -> Mapping[str, object]:
        return {"slots": self.pool_slots, "description": f"Jobs of tenant {tenant}", "include_deferred": True}

    def _files(self, folder: PurePosixPath, runs: tuple[Run, ...]) -> Iterator[Site]:
        for tenant, group in sorted(_grouped(runs, lambda run: run.key.tenant).items()):
            if self.layout == "tenant":
                yield self._file(folder, tenant, group)
            else:
                yield from (self._file(folder / tenant, run.key.name, (run,)) for run in group)

    def _file(self, folder: PurePosixPath, name: str, runs: tuple[Run, ...]) -> Site:
        dags = tuple(_view(dag) for run in runs for dag in dags_of(run))
        called = [name for dag in dags for name in names_in([*dag.arguments.values(), *dag.task.values()])]
        uses = frozenset((*called, *(dag.operator for dag in dags), *_constants(runs)))
        view = FileView(uses, timetables(uses), dags)
        return Site(folder, "airflow/dags", {"file": name}, {"file": view}, tuple(map(self.notice, runs)))


def _view(dag: Dag) -> DagView:
    run = dag.run
    tags = [as_node(entry) for entry in run.outlets.emitted("airflow").entries]
    task = task_of(run, {name: run.outlets.nodes(name) for name in destinations_of(run)})
    arguments = task_arguments(run, task, pool_name(run.key.tenant))
    return DagView(dag.id, dag_arguments(dag, tags), task.operator, arguments, (*dag.notes, *task.notes))


def _tag_problems(run: Run) -> Iterator[Problem]:
    for name in ("airflow", *destinations_of(run)):
        yield from run.outlets.emitted(name).problems


def _grouped(runs: Iterable[Run], key: Callable[[Run], str]) -> dict[str, tuple[Run, ...]]:
    """Runs by a part of their identity, each group in the order of identities."""
    groups: defaultdict[str, list[Run]] = defaultdict(list)
    for run in sorted(runs, key=lambda each: each.key):
        groups[key(run)].append(run)
    return {name: tuple(group) for name, group in groups.items()}


def _constants(runs: Iterable[Run]) -> Iterator[str]:
    if any(run.where.runtime == "container_apps" for run in runs):
        yield "RUN_CONTAINER_APPS_JOB"


def _same_ids(runs: Sequence[Run]) -> Iterator[Finding]:
    """Ids that meet in one Airflow: `a__b` of tenant `x` and `b` of tenant `x__a`."""
    taken: dict[tuple[str, str], Run] = {}
    for run in sorted(runs, key=lambda each: (each.key.environment, each.key)):
        for dag in dags_of(run):
            other = taken.setdefault((run.key.environment, dag.id), run)
            if other is not run:
                yield from _both(run, other, dag.id)


def _both(run: Run, other: Run, name: str) -> Iterator[Finding]:
    """Told to each of the two: neither could be loaded beside the other."""
    for mine, theirs in ((run, other), (other, run)):
        message = f"{mine.key} and {theirs.key} (at {theirs.name.span}) both become the DAG `{name}`"
        problem = Problem(mine.name.span, "orchestrator-name", message, "give one of the jobs another `name`")
        yield mine.file, problem


def _long_ids(run: Run) -> Iterator[Problem]:
    for dag in dags_of(run):
        if len(dag.id) > MOST_ID:
            span = dag.timings[0].span if dag.timings else run.name.span
            message = f"the DAG id {dag.id[:40]}... has {len(dag.id)} characters; Airflow takes {MOST_ID}"
            yield Problem(span, "airflow-limit", message, "give the schedule a shorter name")


def _long_times(run: Run) -> Iterator[Problem]:
    longest = max(run_seconds(run) or 0, run.needs.retry_delay_seconds)
    if longest > MOST_SECONDS:
        hint = "write a shorter `max_runtime_seconds`, or fewer and shorter retries"
        yield _too_long(run.name.span, f"a run of {run.key.name} with all its retries", longest, hint)
    for timing in run.timings:
        if (timing.interval_seconds or 0) > MOST_SECONDS:
            hint = "write a shorter `interval_seconds`"
            yield _too_long(timing.span, f"the interval of schedule {timing.name}", timing.interval_seconds or 0, hint)


def _too_long(span: Span, what: str, seconds: int, hint: str) -> Problem:
    message = f"{what} may last {seconds} seconds; Airflow gets at most 100 years"
    return Problem(span, "airflow-limit", message, hint)

"""A run -> its DAGs: one that holds every schedule which fits into it, and one for each that does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dativo_gen.node import Node, made
from dativo_gen.orchestrators.airflow_task import Task
from dativo_gen.orchestrators.naming import dag_id
from dativo_gen.orchestrators.python import Call
from dativo_gen.orchestrators.run import Run, Timing

SLACK = 600
"""Seconds that a task may take beyond the job's own limit, to start and to clean up."""
MOST_ID, MOST_SECONDS = 250, 100 * 366 * 86400
"""An id's length (airflow.models.dag, ID_LEN); 100 years, since Airflow adds such spans to today's date."""

_EMAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_TIMETABLES = "CronTriggerTimetable", "DeltaTriggerTimetable", "MultipleCronTriggerTimetable"


@dataclass(frozen=True, slots=True)
class Dag:
    """What a template needs for one DAG: arguments of `DAG`, the task, and comments to stand above."""

    id: str
    run: Run
    timings: tuple[Timing, ...]
    notes: tuple[str, ...]

    @property
    def schedule(self) -> Call | None:
        """The timetable; None is a DAG that only a person starts."""
        crons = [timing for timing in self.timings if timing.cron is not None]
        if len(crons) > 1:
            expressions = tuple(made(each.cron, each.span) for each in crons)
            return Call("MultipleCronTriggerTimetable", expressions, {"timezone": crons[0].timezone})
        for timing in self.timings:
            if timing.cron is not None:
                cron = made(timing.cron, timing.span)
                return Call("CronTriggerTimetable", (cron,), {"timezone": timing.timezone})
            return Call("DeltaTriggerTimetable", (_seconds(timing.interval_seconds or 0),))
        return None


def dags_of(run: Run) -> tuple[Dag, ...]:
    """The DAGs of a run. The first is always there and always called `dativo__<tenant>__<job>`.

    It takes all cron schedules of the first one's time zone, or the one interval, if there is no cron. Each other
    schedule gets a DAG of its own name, since a timetable has one zone and is either cron or interval.
    """
    name = dag_id(run)
    on, off = [each for each in run.timings if each.enabled], [each for each in run.timings if not each.enabled]
    main = _together(on)
    others = [each for each in on if each not in main]
    first = Dag(name, run, tuple(main), tuple(_off(each) for each in off))
    return (first, *(Dag(f"{name}__{ascii_id(each.name)}", run, (each,), ()) for each in others))


def dag_arguments(dag: Dag, tags: Iterable[object]) -> dict[str, object]:
    """What `DAG` is given, in order."""
    run, owner = dag.run, owner_of(dag.run)
    arguments: dict[str, object] = {
        "dag_id": made(dag.id, run.name.span),
        "description": f"Job {run.key.name} of tenant {run.key.tenant} in {run.key.environment}",
        "doc_md": doc(run),
        "schedule": dag.schedule,
        "catchup": False,
        "max_active_runs": min((each.max_concurrent_runs for each in dag.timings), default=1),
    }
    if (limit := run_seconds(run)) is not None:
        arguments["dagrun_timeout"] = _seconds(limit)
    if run.owner is not None and _EMAIL.fullmatch(run.owner.text):
        arguments["owner_links"] = {owner: made(f"mailto:{run.owner.text}", run.owner.span)}
    arguments["tags"] = list(tags)
    return arguments


def task_arguments(run: Run, task: Task, pool: str) -> dict[str, object]:
    """What the operator is given, in order: what all have, then its own."""
    needs = run.needs
    arguments: dict[str, object] = {
        "task_id": "run",
        "owner": owner_of(run),
        "pool": pool,
        "retries": needs.max_retries,
    }
    if needs.max_retries:
        arguments["retry_delay"] = _seconds(needs.retry_delay_seconds)
    if needs.max_runtime_seconds is not None:
        arguments["execution_timeout"] = _seconds(needs.max_runtime_seconds + SLACK)
    return arguments | task.arguments


def run_seconds(run: Run) -> int | None:
    """How long a DAG run may take with all of its retries; None is without limit."""
    needs = run.needs
    if needs.max_runtime_seconds is None:
        return None
    once = needs.max_runtime_seconds + SLACK
    return (needs.max_retries + 1) * once + needs.max_retries * needs.retry_delay_seconds + SLACK


def owner_of(run: Run) -> str:
    """A short name, as Airflow's filters and ECS (`startedBy`) take it: `data` of `data@acme.com`, else the tenant."""
    text = "" if run.owner is None else run.owner.text
    slug = re.sub(r"[^A-Za-z0-9_-]+", "-", text.partition("@")[0]).strip("-")
    return slug[:100] or run.key.tenant


def ascii_id(text: str) -> str:
    """A text as a part of an id: what is neither an ASCII letter, digit, dot or hyphen becomes `_`."""
    return re.sub(r"[^A-Za-z0-9_.-]", "_", text)


def doc(run: Run) -> str:
    """Markdown for the DAG's page; it holds nothing that changes unless the job does."""
    lines = [f"Runs `{run.config_path}`, made from `{run.file}`."]
    lines += [f"- {'on' if each.enabled else 'off'}: {_when(each)}" for each in run.timings]
    return "\n".join(lines if len(lines) == 1 else [lines[0], "", "Schedules:", "", *lines[1:]]) + "\n"


def names_in(value: object) -> Iterator[str]:
    """Every function that a value calls, to import no more than is used."""
    if isinstance(value, Call):
        yield value.function
        yield from names_in(list(value.positional))
        yield from names_in(value.named)
    elif isinstance(value, Mapping):
        yield from names_in(list(value.values()))
    elif isinstance(value, list | tuple) and not isinstance(value, Node):
        for each in value:
            yield from names_in(each)


def timetables(used: Iterable[str]) -> tuple[str, ...]:
    """The timetables among what is used, in the order of an import."""
    return tuple(name for name in _TIMETABLES if name in set(used))


def _together(timings: list[Timing]) -> list[Timing]:
    """The schedules that one timetable holds: the crons of one zone, else the first interval."""
    crons = [each for each in timings if each.cron is not None]
    return [each for each in crons if each.timezone == crons[0].timezone] if crons else timings[:1]


def _off(timing: Timing) -> str:
    return f"Not scheduled, since its `enabled` is false: {_when(timing)}"


def _when(timing: Timing) -> str:
    rule = timing.cron if timing.cron is not None else f"every {timing.interval_seconds} seconds"
    zone = f" {timing.timezone}" if timing.cron is not None else ""
    return f"{timing.name} ({rule}{zone})"


def _seconds(number: int) -> Call:
    return Call("timedelta", named={"seconds": number})

"""`jobs.json` -> Dagster's definitions: assets, jobs, schedules, and sensors for intervals that no cron keeps."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

import dagster as dg

from dativo_gen.dagster.runs import COMPLETE, run_dativo, run_objects, unless_running
from dativo_gen.orchestrators.dagster_record import FORMAT, OBJECT

Record = Mapping[str, Any]
Timer = dg.ScheduleDefinition | dg.SensorDefinition

_log = logging.getLogger("dagster.dativo_gen")


@dataclass(frozen=True, slots=True)
class Parts:
    """What one job becomes."""

    asset: dg.AssetsDefinition
    job: Any
    timers: tuple[Timer, ...]


def definitions_from(path: str | PathLike[str]) -> dg.Definitions:
    """The definitions of a code location, from the `jobs.json` that dativo-gen wrote.

    An entry that cannot be built is left out, loudly: an error in the log and the reason in the definitions' metadata
    under `dativo/left_out`; the others load. Raises ValueError if the file is no such file or a newer one.
    """
    document = _read(Path(path))
    parts, left_out = [], {}
    for position, (record, problem) in enumerate(_distinct(document["jobs"])):
        try:
            if problem:
                raise ValueError(problem)
            parts.append(build(record))
        except Exception as error:
            name = str(record.get("name", position)) if isinstance(record, Mapping) else str(position)
            left_out[name] = f"{type(error).__name__}: {error}"
            _log.error("%s: job %s is left out: %s", path, name, left_out[name])
    return merged(parts, {"dativo/left_out": left_out} if left_out else {})


def build(record: Record) -> Parts:
    """One entry of `jobs.json` as an asset, its job and its timers."""
    asset = asset_from(record)
    for name in (record["op"], record["job"]):
        if not name.isascii() or not name.isidentifier():
            raise ValueError(f"{name!r} can be no name in Dagster")
    job = dg.define_asset_job(record["job"], selection=[asset], tags=record["run_tags"], run_tags=record["run_tags"])
    return Parts(asset, job, tuple(_timer(each, job) for each in record["schedules"]))


def asset_from(record: Record) -> dg.AssetsDefinition:
    """The assets alone: the job's, and one for each of its tables if it has several. Their body runs Dativo."""
    start, key = record["run"], dg.AssetKey(record["key"])
    found = key.to_python_identifier()
    if found != record["op"]:
        raise ValueError(f"the op of {key.to_user_string()} is called {found} and not {record['op']}")
    if record["objects"]:
        return _tables_from(record, key)

    def materialize(context: dg.AssetExecutionContext) -> dg.MaterializeResult:  # type: ignore[type-arg]
        return run_dativo(context, start)

    asset: dg.AssetsDefinition = dg.asset(key=key, **_described(record), **_step(record, key))(materialize)
    return asset


def _tables_from(record: Record, key: dg.AssetKey) -> dg.AssetsDefinition:
    described = _described(record)
    specs = [dg.AssetSpec(key, **described)]
    for each in record["objects"]:
        own = {"metadata": {**record["metadata"], OBJECT: each["object"]}}
        specs.append(dg.AssetSpec(each["key"], deps=[key], **(described | own)))

    def materialize(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult]:  # type: ignore[type-arg]
        yield from run_objects(context, record["run"])

    return dg.multi_asset(name=record["op"], specs=specs, **_step(record, key))(materialize)


def _described(record: Record) -> dict[str, Any]:
    """What is to be read of an asset."""
    return {
        "group_name": record["group"],
        "kinds": set(record["kinds"]),
        "owners": record["owners"],
        "tags": record["tags"],
        "metadata": record["metadata"],
        "description": record["description"],
    }


def _step(record: Record, key: dg.AssetKey) -> dict[str, Any]:
    """How the step runs that makes the assets of a job."""
    retries = record["retries"]
    return {
        "op_tags": record["op_tags"],
        "pool": record["pool"],
        "retry_policy": _retries(retries) if retries else None,
        "check_specs": [dg.AssetCheckSpec(COMPLETE, asset=key)],
    }


def merged(parts: Sequence[Parts], metadata: Mapping[str, Any]) -> dg.Definitions:
    """The parts of several jobs in one."""
    timers = [each for part in parts for each in part.timers]
    return dg.Definitions(
        assets=[part.asset for part in parts],
        jobs=[part.job for part in parts],
        schedules=[each for each in timers if isinstance(each, dg.ScheduleDefinition)],
        sensors=[each for each in timers if isinstance(each, dg.SensorDefinition)],
        metadata=metadata,
    )


def _retries(retries: Mapping[str, int]) -> dg.RetryPolicy:
    return dg.RetryPolicy(max_retries=retries["max_retries"], delay=retries["delay_seconds"])


def _timer(schedule: Record, job: Any) -> Timer:
    tick = unless_running(schedule["name"], schedule["max_concurrent_runs"])
    if schedule["cron"] is None:
        return dg.SensorDefinition(
            name=schedule["name"],
            job=job,
            evaluation_fn=tick,
            minimum_interval_seconds=schedule["interval_seconds"],
            default_status=dg.DefaultSensorStatus.RUNNING if schedule["enabled"] else dg.DefaultSensorStatus.STOPPED,
        )
    enabled = schedule["enabled"]
    return dg.ScheduleDefinition(
        name=schedule["name"],
        job=job,
        cron_schedule=schedule["cron"],
        execution_timezone=schedule["timezone"],
        execution_fn=tick,
        default_status=dg.DefaultScheduleStatus.RUNNING if enabled else dg.DefaultScheduleStatus.STOPPED,
    )


def _read(path: Path) -> Mapping[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ValueError(f"{path} is no JSON ({error}); render it again") from None
    if not isinstance(document, dict) or not isinstance(document.get("format"), int) or "jobs" not in document:
        raise ValueError(f"{path} was not written by dativo-gen; render it again")
    if document["format"] > FORMAT:
        raise ValueError(
            f"{path} has the format {document['format']}, but this dativo-gen reads no newer one than {FORMAT}: "
            "install in Dagster's image the version of dativo-gen that rendered it"
        )
    return document


def _distinct(records: Sequence[Any]) -> Iterator[tuple[Any, str]]:
    """Each entry with what keeps it from being loaded beside those before it."""
    seen: dict[str, str] = {}
    for record in records:
        if not isinstance(record, Mapping):
            yield record, "it is no mapping"
            continue
        timers = (("timer", each.get("name")) for each in record.get("schedules") or ())
        names = [("op", record.get("op")), ("op", record.get("job")), *timers]
        twice = next((name for kind, name in names if f"{kind} {name}" in seen), None)
        yield record, f"`{twice}` is a name of {seen.get(f'op {twice}', 'another job')} already" if twice else ""
        if twice is None:
            seen |= {f"{kind} {name}": str(record.get("name")) for kind, name in names}

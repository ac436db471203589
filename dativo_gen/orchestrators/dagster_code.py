"""An entry of `jobs.json` -> the same as Python: what the templates of explicit code write down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from dativo_gen.orchestrators.dagster_places import Data
from dativo_gen.orchestrators.dagster_record import OBJECT
from dativo_gen.orchestrators.python import Call, Members, Name
from dativo_gen.view import Code

RUNNING, STOPPED = "RUNNING", "STOPPED"


@cache
def runtime() -> Code:
    """What explicit code runs jobs with: the library's own file, which needs nothing of ours."""
    return Code(files("dativo_gen").joinpath("dagster", "runs.py").read_text(encoding="utf-8").rstrip())


def code_of(record: Mapping[str, Any]) -> Data:
    """What the template of one job writes: how it runs, its asset and its job."""
    op = record["op"]
    return {
        "name": record["name"],
        "op": op,
        "constant": op.upper(),
        "job": record["job"],
        "run": record["run"],
        "asset": _assets(record) if record["objects"] else _asset(record),
        "several": bool(record["objects"]),
        "definition": Call("dg.define_asset_job", (record["job"],), _job(record)),
    }


def definitions_of(records: Sequence[Mapping[str, Any]]) -> Call:
    """All that a code location holds; schedules have no variables, whose names could meet those of assets."""
    timers = [(each, _timer(each, record["job"])) for record in records for each in record["schedules"]]
    named: Data = {
        "assets": [Name(record["op"]) for record in records],
        "jobs": [Name(record["job"]) for record in records],
        "schedules": [timer for each, timer in timers if each["cron"].value is not None],
        "sensors": [timer for each, timer in timers if each["cron"].value is None],
    }
    return Call("dg.Definitions", (), {key: value for key, value in named.items() if value})


def _asset(record: Mapping[str, Any]) -> Call:
    """The decorator of a job that makes one asset."""
    return Call("dg.asset", (), {"key": record["key"], **_described(record), **_step(record)})


def _assets(record: Mapping[str, Any]) -> Call:
    """The decorator of a job with several tables: an asset of its own, and one for each."""
    own, above = {"key": record["key"], **_described(record)}, {"deps": [Call("dg.AssetKey", (record["key"],))]}
    tables = [{"key": each["key"], **above, **_described(record, each)} for each in record["objects"]]
    specs = [Call("dg.AssetSpec", (), each) for each in (own, *tables)]
    return Call("dg.multi_asset", (), {"name": record["op"], "specs": specs, **_step(record)})


def _described(record: Mapping[str, Any], table: Mapping[str, Any] | None = None) -> Data:
    """What is to be read of an asset; of a table also what the source calls it."""
    told = {
        "description": record["description"],
        "group_name": record["group"],
        "kinds": Members(tuple(record["kinds"])) if record["kinds"] else None,
        "owners": record["owners"],
        "tags": record["tags"],
        "metadata": record["metadata"] | ({OBJECT: table["object"]} if table else {}),
    }
    return {key: value for key, value in told.items() if value}


def _step(record: Mapping[str, Any]) -> Data:
    """How the step runs that makes the assets of a job."""
    retries = record["retries"]
    step = {
        "op_tags": record["op_tags"],
        "pool": record["pool"],
        "retry_policy": _retries(retries) if retries else None,
        "check_specs": [Call("dg.AssetCheckSpec", (Name("COMPLETE"),), {"asset": record["key"]})],
    }
    return {key: value for key, value in step.items() if value}


def _retries(retries: Mapping[str, int]) -> Call:
    return Call("dg.RetryPolicy", (), {"max_retries": retries["max_retries"], "delay": retries["delay_seconds"]})


def _job(record: Mapping[str, Any]) -> Data:
    """Tags twice: `run_tags` replaces `tags` for the runs, and the job itself is found by its own."""
    return {"selection": [Name(record["op"])], "tags": record["run_tags"], "run_tags": record["run_tags"]}


def _timer(schedule: Mapping[str, Any], job: str) -> Call:
    tick = Call("unless_running", (schedule["name"], schedule["max_concurrent_runs"]))
    state = RUNNING if schedule["enabled"].value else STOPPED
    if schedule["cron"].value is None:
        named: Data = {
            "name": schedule["name"],
            "job": Name(job),
            "evaluation_fn": tick,
            "minimum_interval_seconds": schedule["interval_seconds"],
            "default_status": Name(f"dg.DefaultSensorStatus.{state}"),
        }
        return Call("dg.SensorDefinition", (), named)
    named = {
        "name": schedule["name"],
        "job": Name(job),
        "cron_schedule": schedule["cron"],
        "execution_timezone": schedule["timezone"],
        "execution_fn": tick,
        "default_status": Name(f"dg.DefaultScheduleStatus.{state}"),
    }
    return Call("dg.ScheduleDefinition", (), named)

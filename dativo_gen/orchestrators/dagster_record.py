"""A run -> all that Dagster is told of a job, as plain data: what `jobs.json` holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dativo_gen.node import Node, from_plain, made, plain
from dativo_gen.orchestrators.dagster_places import Data, start_of
from dativo_gen.orchestrators.naming import op_safe, pool_name
from dativo_gen.orchestrators.run import Run, Timing
from dativo_gen.orchestrators.runtimes import destinations_of, fargate, resources
from dativo_gen.tags.emit import Emitted

FORMAT = 1
"""Of `jobs.json`: raised when an older library could no longer read what is written."""
NAMESPACE = "dativo"
OBJECT = f"{NAMESPACE}/object"
"""The metadata that says what the source calls a table."""
SLACK_SECONDS = 300
"""How much longer than its tries a run may take: the job's own limit ends it first, with a reason."""

_OWNER = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Z|a-z]{2,7}")
"""The e-mail addresses that Dagster takes (`dagster/_core/utils.py`, is_valid_email of 1.13)."""
_MOST_KINDS = 3
"""Dagster 1.11 and older take no more (`asset_spec.py`)."""
_MINUTE, _HOUR, _DAY, _WEEK = 60, 3600, 86_400, 604_800


@dataclass(frozen=True, slots=True)
class Names:
    """What a job is called in Dagster; the library and explicit code agree on it."""

    op: str
    job: str

    def schedule(self, timing: Timing) -> str:
        return op_safe(f"{self.op}__{timing.name}")


def names_of(run: Run) -> Names:
    """The names that Dagster derives from the asset key (`asset_key.py`), and ours beside them."""
    op = op_safe(f"{run.key.tenant}__{run.key.name}")
    return Names(op, f"{op}_job")


def location_of(run: Run) -> str:
    """The code location that holds the job: the one that it names, else its tenant's."""
    return run.code_location.text if run.code_location is not None else run.key.tenant


def emitted(run: Run) -> Iterator[Emitted]:
    """The job's tags for each destination that Dagster or what it starts has."""
    for name in ("dagster_asset", "dagster_run", *destinations_of(run)):
        yield run.outlets.emitted(name)


def record_of(run: Run) -> Data:
    """One entry of `jobs.json`; what the job's author wrote is a node with its place."""
    labels = {name: run.outlets.nodes(name) for name in destinations_of(run)}
    names, where = names_of(run), _worker_tags(run)
    needs = run.needs
    retries = {"max_retries": needs.max_retries, "delay_seconds": needs.retry_delay_seconds}
    run_tags = _spaced(run.outlets.nodes("dagster_run"))
    return {
        "name": str(run.key),
        "key": [run.key.tenant, run.key.name],
        "objects": [_object(run, each) for each in run.objects] if len(run.objects) > 1 else [],
        "op": names.op,
        "job": names.job,
        "description": f"Runs the Dativo job {run.key}.",
        "group": group_of(run),
        "kinds": kinds_of(run),
        "owners": owners_of(run),
        "tags": _spaced(run.outlets.nodes("dagster_asset")),
        "run_tags": {**run_tags, **_identity(run), **_limit(run), **where},
        "op_tags": where,
        "metadata": _metadata(run),
        "retries": retries if needs.max_retries else None,
        "pool": pool_name(run.key.tenant),
        "run": start_of(run, labels),
        "schedules": [_schedule(run, timing) for timing in run.timings],
    }


def bare(value: object) -> Any:
    """The same without nodes, for what runs at once and needs no places."""
    if isinstance(value, Node):
        return plain(value)
    if isinstance(value, Mapping):
        return {key: bare(child) for key, child in value.items()}
    return [bare(child) for child in value] if isinstance(value, list | tuple) else value


def object_name(node: Node) -> str:
    """The last part of the key of a table's asset: what Dagster does not take in one becomes `_`."""
    return re.sub(r"[^A-Za-z0-9_.-]", "_", node.text)


def _object(run: Run, node: Node) -> Data:
    """A table of a job with several: an asset of its own, below the job's."""
    return {"key": [run.key.tenant, run.key.name, made(object_name(node), node.span)], "object": node}


def group_of(run: Run) -> Node:
    """The group of the job's asset: `infrastructure.dagster.repository`, else its tenant."""
    named = run.repository if run.repository is not None else made(run.key.tenant, run.name.span)
    return made(op_safe(named.text), named.span)


def kinds_of(run: Run) -> list[str]:
    """Source and target as Dagster shows them."""
    kinds = (re.sub(r"[^a-z0-9_.-]", "_", kind.lower())[:63] for kind in run.kinds if kind)
    return list(dict.fromkeys(kinds))[:_MOST_KINDS]


def owners_of(run: Run) -> list[Node]:
    """An e-mail address as it is, anything else as a team."""
    if run.owner is None or not run.owner.text.strip():
        return []
    owner = run.owner.text.strip()
    named = owner if _OWNER.fullmatch(owner) or owner.startswith("team:") else f"team:{owner}"
    return [made(named, run.owner.span)]


def cron_of(timing: Timing) -> str | None:
    """The cron expression that keeps a schedule exactly; None for an interval that none keeps."""
    if timing.cron is not None or timing.interval_seconds is None:
        return timing.cron
    seconds = timing.interval_seconds
    if seconds % _MINUTE == 0 and _HOUR % seconds == 0 and seconds < _HOUR:
        return f"*/{seconds // _MINUTE} * * * *" if seconds > _MINUTE else "* * * * *"
    if seconds % _HOUR == 0 and _DAY % seconds == 0 and seconds < _DAY:
        return f"0 */{seconds // _HOUR} * * *" if seconds > _HOUR else "0 * * * *"
    return {_DAY: "0 0 * * *", _WEEK: "0 0 * * 0"}.get(seconds)


def _schedule(run: Run, timing: Timing) -> Data:
    """An interval counts seconds, so it is kept in UTC: a clock change moves no run."""
    stated: Data = {
        "name": names_of(run).schedule(timing),
        "cron": cron_of(timing),
        "interval_seconds": timing.interval_seconds,
        "timezone": "UTC" if timing.cron is None else timing.timezone,
        "enabled": timing.enabled,
        "max_concurrent_runs": timing.max_concurrent_runs,
    }
    return {**from_plain(stated, timing.span).items}


def _spaced(tags: Mapping[str, Node]) -> Data:
    return {f"{NAMESPACE}/{key}": value for key, value in tags.items()}


def _identity(run: Run) -> dict[str, str]:
    """What limits and filters go by, whatever the job's tags say."""
    return {"dativo-gen/tenant": run.key.tenant, "dativo-gen/environment": run.key.environment}


def _limit(run: Run) -> dict[str, str]:
    """For Dagster's run monitoring: long enough for every try."""
    seconds, needs = run.needs.max_runtime_seconds, run.needs
    if seconds is None:
        return {}
    tries = (needs.max_retries + 1) * seconds + needs.max_retries * needs.retry_delay_seconds
    return {"dagster/max_runtime": str(tries + SLACK_SECONDS)}


def _worker_tags(run: Run) -> dict[str, str]:
    """What the run worker itself asks for: only where the job runs in it, else it would be reserved twice."""
    if run.where.runtime != "dagster":
        return {}
    asked, size = resources(run), fargate(run) if run.where.provider == "aws" else {}
    tags = {f"ecs/{name}": str(value) for name, value in size.items()}
    if asked:
        tags["dagster-k8s/config"] = json.dumps({"container_config": {"resources": asked}})
    return tags


def _metadata(run: Run) -> Data:
    """What is too long or too free for tags, as it was written."""
    told: Data = {
        "tenant": run.key.tenant,
        "environment": run.key.environment,
        "job": run.key.name,
        "config": run.config_path,
        "source": run.file,
        "runtime": run.where.runtime,
        "owner": made(run.owner.text, run.owner.span) if run.owner is not None else None,
        **run.metadata,
    }
    return {f"{NAMESPACE}/{key}": value for key, value in told.items() if value is not None}

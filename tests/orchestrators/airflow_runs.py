"""Runs for the tests of Airflow, built without a repository, and the files that they become."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dativo_gen.errors import Span
from dativo_gen.model.job import JobKey
from dativo_gen.node import Node, made
from dativo_gen.orchestrators.airflow import Airflow
from dativo_gen.orchestrators.run import Command, Needs, Run, Timing, Where
from dativo_gen.render import shipped_renderer
from dativo_gen.tags.outlets import Outlets
from dativo_gen.tags.tag import Tag, Tags
from dativo_gen.view import header

GIB = 1024**3


def node(value: Any, line: int = 1, file: str = "job_configs/acme/orders.yaml") -> Node:
    """A scalar, or a list of them, that stands in a job's file."""
    span = Span(file, line)
    return made(tuple(node(each, line, file) for each in value) if isinstance(value, list) else value, span)


def timing(name: str = "nightly", cron: str | None = "0 2 * * *", **changes: Any) -> Timing:
    """A schedule at two at night in Berlin; `seconds` makes it an interval."""
    seconds = changes.pop("seconds", None)
    base = Timing(name, None if seconds else cron, seconds, "Europe/Berlin", True, 1, Span("runner.yaml", 3))
    return replace(base, **changes)


def tags(**values: Any) -> Tags:
    """Tags of the layer `infrastructure`."""
    found = (Tag(key, value, "infrastructure", node(str(value), 9)) for key, value in sorted(values.items()))
    return Tags(tuple(found))


def run(name: str = "orders", tenant: str = "acme", environment: str = "prod", **changes: Any) -> Run:
    """A job on the Airflow worker with everything stated. `command`, `where` and `needs` change parts of these."""
    file = f"job_configs/{tenant}/{name}.yaml"
    path = f"/app/generated/jobs/{environment}/{tenant}/{name}.yaml"
    variables = {"TENANT_ID": tenant, "ENVIRONMENT": environment, "OTEL_RESOURCE_ATTRIBUTES": f"tenant_id={tenant}"}
    base = Run(
        key=JobKey(tenant, environment, name),
        file=file,
        name=node(name, 2, file),
        config_path=path,
        command=Command(("dativo",), ("run", "--config", path), variables, "registry.example/dativo:1.4", "succeed"),
        where=Where("airflow"),
        needs=Needs(2000, 4 * GIB, 3600, max_retries=2, retry_delay_seconds=60),
        timings=(timing(),),
        outlets=Outlets(tags(tenant_id=tenant, environment=environment, CostCenter="FIN-001")),
        owner=node("data-team@acme.com", 7, file),
        kinds=("postgres", "iceberg"),
        code_location=None,
        repository=None,
        metadata={},
        inputs=(file,),
    )
    parts = {part: replace(getattr(base, part), **changes.pop(part, {})) for part in ("command", "where", "needs")}
    return replace(base, **parts, **changes)


ON_KUBERNETES: Mapping[str, Any] = {
    "runtime": "kubernetes",
    "namespace": node("etl-jobs", 4),
    "service_account": node("etl-runner", 5),
}
ON_ECS: Mapping[str, Any] = {
    "runtime": "ecs",
    "cluster": node("etl", 4),
    "region": node("eu-central-1", 5),
    "subnets": (node("subnet-1", 6), node("subnet-2", 6)),
    "security_groups": (node("sg-1", 7),),
    "private_networking": True,
}
ON_CLOUD_RUN: Mapping[str, Any] = {
    "runtime": "cloud_run",
    "project_id": node("acme-data", 4),
    "region": node("europe-west3", 5),
}
ON_CONTAINER_APPS: Mapping[str, Any] = {"runtime": "container_apps", "resource_group": node("rg-acme", 4)}


def one_of_each() -> tuple[Run, ...]:
    """A run for every runtime, and for every kind of timetable."""
    zones = (timing("berlin"), timing("tokyo", "30 9 * * 1-5", timezone="Asia/Tokyo"), timing("hours", seconds=7200))
    return (
        run("local"),
        run("plain", where={"runtime": None}, timings=(), owner=None, needs={"max_runtime_seconds": None}),
        run("strict", command={"on_partial": "fail"}, timings=(timing("often", seconds=900, max_concurrent_runs=3),)),
        run("paused", timings=(timing(enabled=False), timing("weekly", "@weekly", enabled=False))),
        run("twice", timings=(timing("morning"), timing("noon", "0 12 * * *"), timing("off", enabled=False))),
        run("zones", timings=zones, tenant="globex", environment="dev"),
        run("pod", where=ON_KUBERNETES, command={"on_partial": "fail"}),
        run("pod-partial", where=ON_KUBERNETES, tenant="globex"),
        run("task", where=ON_ECS),
    )


def files(runs: Iterable[Run], airflow: Airflow | None = None) -> dict[str, str]:
    """What is written for the runs, by path."""
    found: dict[str, str] = {}
    for site in (airflow or Airflow()).everything(tuple(runs)):
        context = {"header": header(one.file for one in site.runs), **site.views}
        rendering = shipped_renderer().folder(f"orchestrators/{site.templates}", site.names, (), **context)
        found |= {str(site.path / name): file.text for name, file in rendering.files.items()}
    return found

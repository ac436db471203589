"""Runs built without a repository, and what Dagster's templates write for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from dativo_gen.errors import Span
from dativo_gen.model.job import JobKey
from dativo_gen.node import Node, made
from dativo_gen.orchestrators.dagster import Dagster
from dativo_gen.orchestrators.run import Command, Needs, Run, Timing, Where
from dativo_gen.render import shipped_renderer
from dativo_gen.tags.outlets import Outlets
from dativo_gen.tags.tag import Tag, Tags
from dativo_gen.view import header

GIB = 1024**3


def node(value: Any, line: int = 1, file: str = "job_configs/acme/orders.yaml") -> Node:
    """A scalar that stands in a job's file."""
    return made(value, Span(file, line))


def tags(**values: Any) -> Tags:
    """Tags as a job states them; `__` in a name stands for a dot."""
    named = {key.replace("__", "."): value for key, value in values.items()}
    return Tags(tuple(Tag(key, named[key], "infrastructure", node(str(named[key]), 9)) for key in sorted(named)))


def timing(name: str = "nightly", **changes: Any) -> Timing:
    """Two at night in Berlin, unless `cron` or `interval_seconds` say otherwise."""
    base = Timing(name, "0 2 * * *", None, "Europe/Berlin", True, 1, Span("runner.yaml", 3))
    return replace(base, **changes)


def run(name: str = "orders", tenant: str = "acme", environment: str = "prod", **changes: Any) -> Run:
    """A job beside Dagster itself. `command`, `where` and `needs` change parts of these."""
    file = f"job_configs/{tenant}/{name}.yaml"
    path = f"/app/generated/jobs/{environment}/{tenant}/{name}.yaml"
    variables = {"TENANT_ID": tenant, "ENVIRONMENT": environment, "OTEL_RESOURCE_ATTRIBUTES": f"tenant_id={tenant},a=b"}
    base = Run(
        key=JobKey(tenant, environment, name),
        file=file,
        name=node(name, 2, file),
        config_path=path,
        command=Command(("dativo",), ("run", "--config", path), variables, "registry.example/dativo:1.4", "succeed"),
        where=Where("dagster", "aws"),
        needs=Needs(2000, 4 * GIB, 3600),
        timings=(timing(),),
        outlets=Outlets(
            tags(tenant_id=tenant, environment=environment, job_name=name, CostCenter="FIN 001", owner="data@acme.com"),
            "aws",
        ),
        owner=node("data@acme.com", 7, file),
        kinds=("postgres", "iceberg"),
        code_location=None,
        repository=None,
        metadata={"tags": {"CostCenter": "FIN 001"}, "compute": {"cpu": "2"}},
        inputs=(file,),
    )
    parts = {part: replace(getattr(base, part), **changes.pop(part, {})) for part in ("command", "where", "needs")}
    return replace(base, **parts, **changes)


ON_KUBERNETES: Mapping[str, Any] = {
    "runtime": "kubernetes",
    "namespace": node("etl-jobs"),
    "service_account": node("etl-runner"),
}
ON_ECS: Mapping[str, Any] = {
    "runtime": "ecs",
    "cluster": node("dativo-prod"),
    "region": node("us-east-1"),
    "subnets": (node("subnet-0"), node("subnet-1")),
    "security_groups": (node("sg-0"),),
    "private_networking": True,
}
ON_CLOUD_RUN: Mapping[str, Any] = {
    "runtime": "cloud_run",
    "provider": "gcp",
    "region": node("europe-west4"),
    "project_id": node("acme-prod"),
}
ON_CONTAINER_APPS: Mapping[str, Any] = {
    "runtime": "container_apps",
    "provider": "azure",
    "resource_group": node("rg-acme"),
}

FLEET = (
    run("orders", timings=(timing(), timing("often", cron=None, interval_seconds=420, max_concurrent_runs=2))),
    run("partial-fails", command={"on_partial": "fail"}, needs={"max_retries": 1, "retry_delay_seconds": 0}),
    run("tables", objects=(node("customers"), node("sales orders")), timings=()),
    run("pods", where=ON_KUBERNETES, needs={"max_retries": 2}, repository=node("etl_jobs")),
    run("tasks", where=ON_ECS),
    run("services", tenant="globex", where=ON_CLOUD_RUN, timings=(timing(enabled=False),)),
    run("apps", tenant="globex", where=ON_CONTAINER_APPS, code_location=node("shared-etl")),
    run("orders", tenant="globex", environment="dev", owner=node("Data Team"), timings=()),
)
"""A job for each way of running, in two tenants, three code locations and two environments."""


def files_of(orchestrator: Dagster, runs: Sequence[Run] = FLEET) -> dict[str, str]:
    """Each file that is written, by its path in the tree."""
    files: dict[str, str] = {}
    for site in orchestrator.everything(runs):
        views: dict[str, Any] = {"header": header(run.file for run in site.runs), **site.views}
        rendering = shipped_renderer().folder(f"orchestrators/{site.templates}", site.names, **views)
        files |= {str(site.path / name): file.text for name, file in rendering.files.items()}
    return files


def lay_out(folder: Path, orchestrator: Dagster, runs: Sequence[Run] = FLEET) -> Path:
    """Write a tree and return the folder that holds `dagster/`."""
    for name, text in files_of(orchestrator, runs).items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    return folder

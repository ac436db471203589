"""A run -> how Dagster starts it: beside itself, as a pod, as an ECS task or by a cloud's command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dativo_gen.node import Node, made
from dativo_gen.orchestrators.launched import CONTAINER, launched, stated
from dativo_gen.orchestrators.run import Run
from dativo_gen.orchestrators.runtimes import fargate, network, present, resources

Data = dict[str, object]
Labels = Mapping[str, Mapping[str, object]]
"""What the job's tags are at each destination that its runtime has."""

_TELL = (
    '{"__dagster_pipes_version": "0.1", "method": "report_custom_message", "params": {"payload": {"exit_code": %s}}}'
)
WRAPPER = f'"$@"; code=$?; printf \'\\n{_TELL}\\n\' "$code"; [ "$code" -le 1 ] && exit 0; exit "$code"'
"""Ends well after a partial load too, and tells the exit code in a line that Dagster's client reads from the logs."""

_DELIMITERS = "|;#~@!%+"


def start_of(run: Run, labels: Labels) -> Data:
    """What `dativo_gen.dagster.runs.run_dativo` takes. A new runtime is a line here and one there."""
    builders: Mapping[str, Callable[[Run, Labels], Data]] = {
        "kubernetes": _kubernetes,
        "ecs": _ecs,
        "cloud_run": _cloud_run,
        "container_apps": _container_apps,
    }
    start = builders.get(run.where.runtime or "", _here)(run, labels)
    shared = {"on_partial": run.command.on_partial, "max_runtime_seconds": run.needs.max_runtime_seconds}
    return {**start, **shared}


def _here(run: Run, labels: Labels) -> Data:
    command = [*run.command.program, *run.command.arguments]
    return {"runner": "here", "command": command, "environment": dict(run.command.environment)}


def _kubernetes(run: Run, labels: Labels) -> Data:
    """The image's entry point is replaced, so the pod gets the program too, and a shell around it."""
    where, container = run.where, {"resources": resources(run)}
    spec: Data = {
        "containers": [present(container)],
        "restart_policy": "Never",
        "service_account_name": _text(where.service_account),
        "active_deadline_seconds": run.needs.max_runtime_seconds,
    }
    meta = {
        "labels": dict(labels.get("kubernetes_label", {})),
        "annotations": dict(labels.get("kubernetes_annotation", {})),
    }
    return {
        "runner": "kubernetes",
        "command": ["/bin/sh", "-c", WRAPPER, "sh", *run.command.program, *run.command.arguments],
        "environment": dict(run.command.environment),
        "image": run.command.container_image,
        "namespace": _text(where.namespace),
        "pod_meta": present(meta),
        "pod_spec": present(spec),
    }


def _ecs(run: Run, labels: Labels) -> Data:
    """A task definition's entry point stays, so only what follows it is given."""
    where = run.where
    container = {
        "name": stated(run, "ecs_container") or CONTAINER,
        "command": list(run.command.arguments),
        "environment": [{"name": name, "value": value} for name, value in run.command.environment.items()],
    }
    request: Data = {
        "taskDefinition": launched(run, "ecs_task_definition"),
        "cluster": _text(where.cluster),
        "launchType": "FARGATE",
        "count": 1,
        "overrides": {**fargate(run), "containerOverrides": [container]},
        "networkConfiguration": {"awsvpcConfiguration": network(run)},
        "propagateTags": "TASK_DEFINITION",
        "tags": [{"key": key, "value": value} for key, value in labels.get("aws", {}).items()],
    }
    return {"runner": "ecs", "region": _text(where.region), "request": present(request)}


def _cloud_run(run: Run, labels: Labels) -> Data:
    """Cpu, memory, identity and labels belong to the Cloud Run job; a run says what it runs and how long."""
    where, seconds = run.where, run.needs.max_runtime_seconds
    command = ["gcloud", "run", "jobs", "execute", launched(run, "cloud_run_job"), "--wait", "--quiet"]
    command += [f"--region={where.region.text}"] if where.region is not None else []
    command += [f"--project={where.project_id.text}"] if where.project_id is not None else []
    command += [f"--args={_gcloud_list(list(run.command.arguments))}"]
    pairs = [f"{name}={value}" for name, value in run.command.environment.items()]
    command += [f"--update-env-vars={_gcloud_list(pairs)}"]
    command += [f"--task-timeout={seconds}s"] if seconds is not None else []
    return {"runner": "command", "command": command, "status": None}


def _gcloud_list(items: list[str]) -> str:
    """Items parted by a character that none of them holds (`gcloud topic escaping`)."""
    text = "".join(items)
    longer = (letter * length for length in range(2, len(text) + 3) for letter in _DELIMITERS)
    mark = next(each for each in (*_DELIMITERS, *longer) if each not in text)
    return f"^{mark}^{mark.join(items)}"


def _container_apps(run: Run, labels: Labels) -> Data:
    """Azure starts the job as Terraform made it: a start that says what to run would replace its containers."""
    named = ["--name", launched(run, "container_apps_job"), "--resource-group", _text(run.where.resource_group) or ""]
    execution = ["az", "containerapp", "job", "execution", "show", *named, "--query", "properties.status"]
    return {
        "runner": "command",
        "command": ["az", "containerapp", "job", "start", *named, "--query", "name", "--output", "tsv"],
        "status": [*execution, "--output", "tsv", "--job-execution-name"],
    }


def _text(node: Node | None) -> Node | None:
    """What is written there, as text."""
    return made(node.text, node.span) if node is not None else None

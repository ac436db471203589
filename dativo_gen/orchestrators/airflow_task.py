"""A run -> the one task of its DAG: the operator of its runtime with all of its arguments."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from dativo_gen.orchestrators.jinja import inert, inert_text
from dativo_gen.orchestrators.launched import CONTAINER, launched, stated
from dativo_gen.orchestrators.python import Call, Name
from dativo_gen.orchestrators.run import PARTIAL, Run
from dativo_gen.orchestrators.runtimes import NEEDS, Need, fargate, network, resources

Arguments = dict[str, object]
Labels = Mapping[str, Mapping[str, object]]
"""What the job's tags are at each destination: `aws`, `kubernetes_label`, `kubernetes_annotation`."""

NEEDED = (*NEEDS, Need("cloud_run", "infrastructure.project_id", "project_id", "Cloud Run"))
"""What a job must state for its operator."""

KILL_AFTER = 30
"""Seconds between the polite signal and the one that no process survives."""

_HEAR_PARTIAL = f'if [ "$rc" -eq {PARTIAL} ]; then echo "WARNING: a part of the data was not loaded"; exit 0; fi'
_WRAPPER = f'"$@"; rc=$?; {_HEAR_PARTIAL}; exit "$rc"'


@dataclass(frozen=True, slots=True)
class Task:
    """The operator's class, its arguments, and what a reader of the file should know (each a comment)."""

    operator: str
    arguments: Arguments
    notes: tuple[str, ...] = ()


def task_of(run: Run, labels: Labels) -> Task:
    """The task, without what all tasks share (retries, owner, pool). What `NEEDED` asks for must be there."""
    builders = {
        "kubernetes": _kubernetes,
        "ecs": _ecs,
        "cloud_run": _cloud_run,
        "container_apps": _container_apps,
    }
    return builders.get(run.where.runtime or "", _bash)(run, labels)


def _bash(run: Run, labels: Labels) -> Task:
    """On the Airflow worker itself. The shell sees values as variables only, never as code."""
    arguments: Arguments = {
        "bash_command": inert_text(_shell_line(run)),
        "env": inert({**run.command.environment, "DATIVO_CONFIG": run.config_path}),
        "append_env": True,
        "skip_on_exit_code": None,
    }
    return Task("BashOperator", arguments)


def _shell_line(run: Run) -> str:
    words = [*run.command.program, *run.command.arguments]
    command = " ".join('"$DATIVO_CONFIG"' if word == run.config_path else shlex.quote(word) for word in words)
    start = command if run.needs.max_runtime_seconds is None else _limited(command, run.needs.max_runtime_seconds)
    if run.command.on_partial == "fail":
        return f'{start}; exit "$?"'
    return f'{start}; rc=$?; {_HEAR_PARTIAL}; exit "$rc"'


def _limited(command: str, seconds: int) -> str:
    """`timeout` ends all that the command started, but stands apart from the group that Airflow ends: so it is told."""
    limit = f"timeout --kill-after={KILL_AFTER} {seconds} {command}"
    return f"""{limit} & child=$!; trap 'kill "$child"' TERM; wait "$child\""""


def _kubernetes(run: Run, labels: Labels) -> Task:
    command, where = run.command, run.where
    cmds, words = [*command.program], [*command.arguments]
    if command.on_partial == "succeed":
        cmds, words = ["/bin/sh", "-c", _WRAPPER, "sh"], [*command.program, *command.arguments]
    arguments: Arguments = {
        "name": f"{run.key.tenant}-{run.key.name}".replace("_", "-"),
        "namespace": where.namespace,
        "service_account_name": where.service_account,
        "image": command.container_image,
        "cmds": [_unexpanded(word) for word in cmds],
        "arguments": [_unexpanded(word) for word in words],
        "env_vars": {name: _unexpanded(value) for name, value in command.environment.items()},
        "container_resources": _resources(run),
        "labels": labels.get("kubernetes_label", {}),
        "annotations": labels.get("kubernetes_annotation", {}),
        "active_deadline_seconds": run.needs.max_runtime_seconds,
        "on_finish_action": "delete_succeeded_pod",
    }
    rendered = {"name", "namespace", "image", "cmds", "arguments", "env_vars", "labels", "annotations"}
    return Task("KubernetesPodOperator", _stated(arguments, rendered))


def _unexpanded(text: str) -> str:
    """A text of a container that Kubernetes leaves as it is: it expands `$(NAME)`, and takes `$$` for one `$`."""
    return text.replace("$", "$$") if "$(" in text or "$$" in text else text


def _resources(run: Run) -> Call | None:
    sizes = resources(run)
    return Call("k8s.V1ResourceRequirements", named=sizes) if sizes else None


def _ecs(run: Run, labels: Labels) -> Task:
    """A task definition's entry point stays, so only what follows it is given."""
    where = run.where
    container = {
        "name": stated(run, "ecs_container") or CONTAINER,
        "command": [*run.command.arguments],
        "environment": _pairs(run.command.environment),
    }
    arguments: Arguments = {
        "task_definition": launched(run, "ecs_task_definition"),
        "cluster": where.cluster,
        "launch_type": "FARGATE",
        "region_name": where.region,
        "overrides": {**fargate(run), "containerOverrides": [container]},
        "network_configuration": {"awsvpcConfiguration": network(run)},
        "tags": labels.get("aws", {}),
        "propagate_tags": "TASK_DEFINITION",
        "reattach": True,
    }
    rendered = {"task_definition", "cluster", "overrides", "network_configuration", "tags"}
    return Task("EcsRunTaskOperator", _stated(arguments, rendered), _unheard(run, "the ECS task definition"))


def _cloud_run(run: Run, labels: Labels) -> Task:
    """Cpu, memory, identity and labels belong to the Cloud Run job; a run can only say what it runs and how long."""
    seconds = run.needs.max_runtime_seconds
    container = {"args": [*run.command.arguments], "env": _pairs(run.command.environment)}
    overrides: Arguments = {
        "container_overrides": [container],
        "task_count": 1,
        "timeout": None if seconds is None else f"{seconds}s",
    }
    arguments: Arguments = {
        "project_id": run.where.project_id,
        "region": run.where.region,
        "job_name": launched(run, "cloud_run_job"),
        "overrides": _stated(overrides, set()),
    }
    rendered = {"project_id", "region", "job_name", "overrides"}
    return Task("CloudRunExecuteJobOperator", _stated(arguments, rendered), _unheard(run, "the Cloud Run job"))


def _container_apps(run: Run, labels: Labels) -> Task:
    """No operator starts Container Apps jobs, so Azure's own command does; the worker must have it, logged in."""
    environment = {
        "DATIVO_CONTAINER_APPS_JOB": launched(run, "container_apps_job"),
        "DATIVO_RESOURCE_GROUP": run.where.resource_group,
    }
    arguments: Arguments = {
        "bash_command": Name("RUN_CONTAINER_APPS_JOB"),
        "env": _stated(environment, {*environment}),
        "append_env": True,
        "skip_on_exit_code": None,
    }
    note = "The Container Apps job says what is run: its command must be this job's, see the documentation of Airflow"
    return Task("BashOperator", arguments, (note, *_unheard(run, "the Container Apps job")))


def _unheard(run: Run, what: str) -> tuple[str, ...]:
    """Where the exit code 1 cannot be turned into success from outside."""
    if run.command.on_partial == "fail":
        return ()
    return (f"A partial load (exit code {PARTIAL}) fails here, unless the entry point of {what} makes it a success",)


def _pairs(environment: Mapping[str, str]) -> list[Arguments]:
    return [{"name": name, "value": value} for name, value in environment.items()]


def _stated(arguments: Mapping[str, object], rendered: set[str]) -> Arguments:
    """Without what nobody stated; text that Airflow renders is made inert."""
    present = {name: value for name, value in arguments.items() if value is not None and value not in ({}, ())}
    return {name: inert(value) if name in rendered else value for name, value in present.items()}

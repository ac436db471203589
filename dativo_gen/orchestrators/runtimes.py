"""What each runtime is asked for, whoever starts it: sizes, network, tags, and what a job must state for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from dativo_gen.compute import limits
from dativo_gen.errors import Problem
from dativo_gen.orchestrators.run import DEFAULT_IMAGE, Run
from dativo_gen.units import spelled_cpu, spelled_memory

_DESTINATIONS = {"kubernetes": ("kubernetes_label", "kubernetes_annotation"), "ecs": ("aws",)}


class Need(NamedTuple):
    """A `field` of a job without which a `runtime` cannot be started; `part` is what a Run calls it."""

    runtime: str
    field: str
    part: str
    title: str


NEEDS = (
    Need("ecs", "infrastructure.runtime.cluster_name", "cluster", "ECS"),
    Need("ecs", "infrastructure.networking.subnet_ids", "subnets", "Fargate"),
    Need("cloud_run", "infrastructure.region", "region", "Cloud Run"),
    Need("container_apps", "infrastructure.resource_group", "resource_group", "Container Apps"),
)
"""What every orchestrator needs."""


def destinations_of(run: Run) -> tuple[str, ...]:
    """The tag destinations of what is started for this run."""
    return _DESTINATIONS.get(run.where.runtime or "", ())


def lacks(run: Run, orchestrator: str, code: str, needs: tuple[Need, ...] = NEEDS) -> Iterator[Problem]:
    """What the job does not say and its runtime cannot do without, and an image that is only guessed."""
    if run.where.runtime == "kubernetes" and run.command.image is None:
        message = f"no image is set, so {orchestrator} runs {run.key.name} on Kubernetes with `{DEFAULT_IMAGE}`"
        yield Problem(run.name.span, "image-missing", message, "add `image: registry/dativo:1.2.3` to the settings")
    for need in needs:
        if need.runtime == run.where.runtime and not getattr(run.where, need.part):
            message = f"{orchestrator} cannot start job {run.key.name} on {need.title} without `{need.field}`"
            hint = f"state `{need.field}`, or take `{orchestrator.lower()}` out of `targets`"
            yield Problem(run.name.span, code, message, hint)


def resources(run: Run) -> dict[str, object]:
    """Requests and limits as Kubernetes writes them; a limit that nobody states is what is asked for."""
    needs, asked = run.needs, run.needs.requirements
    cpu, memory = asked.request_cpu or needs.cpu_millicores, asked.request_memory or needs.memory_bytes
    requests, most = _quantities(cpu, memory), _quantities(asked.limit_cpu or cpu, asked.limit_memory or memory)
    return present({"requests": requests, "limits": most})


def _quantities(cpu: int | None, memory: int | None) -> dict[str, object]:
    return present(
        {
            "cpu": None if cpu is None else spelled_cpu("kubernetes", cpu),
            "memory": None if memory is None else spelled_memory("kubernetes", memory),
        }
    )


def fargate(run: Run) -> dict[str, object]:
    """The least size of Fargate that holds what the job asks for; nothing if it asks for nothing, or for too much."""
    needs, asked = run.needs, run.needs.requirements
    cpu, memory = asked.request_cpu or needs.cpu_millicores, asked.request_memory or needs.memory_bytes
    if cpu is None and memory is None:
        return {}
    sizes = (
        (size.cpu, least)
        for size in limits()["ecs"].sizes
        if size.cpu >= (cpu or 0) and (least := size.up_to(memory or 0)) is not None
    )
    least_size = min(sizes, default=None)
    if least_size is None:
        return {}
    return {"cpu": spelled_cpu("ecs", least_size[0]), "memory": spelled_memory("ecs", least_size[1])}


def network(run: Run) -> dict[str, object]:
    """The subnets and security groups of a Fargate task, as `awsvpcConfiguration` takes them."""
    public = "ENABLED" if run.where.private_networking is False else "DISABLED"
    groups = {"securityGroups": [*run.where.security_groups]} if run.where.security_groups else {}
    return {"subnets": [*run.where.subnets], **groups, "assignPublicIp": public}


def present(data: Mapping[str, object]) -> dict[str, object]:
    """The entries that say something."""
    return {key: value for key, value in data.items() if value is not None and value not in ({}, [], ())}

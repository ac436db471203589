"""Whether a runtime takes what a job asks of it; the limits are data (limits.yaml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from dativo_gen.tables import read_table
from dativo_gen.units import MIB, spelled_cpu, spelled_memory


@dataclass(frozen=True, slots=True)
class Compute:
    """What a job asks for in `infrastructure.compute`; None is not asked."""

    cpu_millicores: int | None = None
    memory_bytes: int | None = None
    max_runtime_seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Requirements:
    """`infrastructure.dagster.resource_requirements`, in millicores and bytes."""

    request_cpu: int | None = None
    request_memory: int | None = None
    limit_cpu: int | None = None
    limit_memory: int | None = None


class SizeMisfit(NamedTuple):
    """What is wrong, and at which field (a key of `compute` or of `resource_requirements`)."""

    field: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Size:
    """A cpu in millicores and the memory in bytes that goes with it; `step` 1 takes anything between."""

    cpu: int
    least: int
    most: int
    step: int

    def holds(self, memory: int) -> bool:
        return self.least <= memory <= self.most and (memory - self.least) % self.step == 0

    def up_to(self, memory: int) -> int | None:
        """The least memory of this size that holds `memory`, or None."""
        if memory > self.most:
            return None
        return self.least + max(0, -(-(memory - self.least) // self.step)) * self.step


@dataclass(frozen=True, slots=True)
class Limits:
    """What one runtime allows; no sizes means any."""

    what: str = ""
    source: str = ""
    sizes: tuple[Size, ...] = ()
    max_runtime_seconds: int | None = None


@cache
def limits() -> Mapping[str, Limits]:
    """The limits by `infrastructure.runtime.type`; a runtime that is absent has none."""
    return MappingProxyType({name: _limits(row) for name, row in read_table("limits.yaml").items()})


def check_compute(runtime_type: str | None, compute: Compute) -> Iterator[SizeMisfit]:
    """Every way in which the runtime refuses this; the hint names the least size that holds it."""
    rules = limits().get(runtime_type or "", Limits())
    yield from _check_runtime(runtime_type, compute.max_runtime_seconds, rules)
    if not rules.sizes:
        return
    if compute.cpu_millicores is not None and all(size.cpu != compute.cpu_millicores for size in rules.sizes):
        asked = _shown_cpu(runtime_type, compute.cpu_millicores)
        message = f"{rules.what} has no size with cpu {asked}"
        yield SizeMisfit("cpu", message, _least_size(runtime_type, compute, rules))
    elif compute.memory_bytes is not None and not _held(compute, rules):
        message = f"{rules.what} does not take {_memory_with_cpu(runtime_type, compute)}"
        yield SizeMisfit("memory", message, _least_size(runtime_type, compute, rules))


def check_requirements(runtime_type: str | None, asked: Requirements) -> Iterator[SizeMisfit]:
    """Limits below requests, and on ECS sizes that are not whole units or MiB."""
    pairs = (
        ("cpu", asked.request_cpu, asked.limit_cpu, _shown_cpu),
        ("memory", asked.request_memory, asked.limit_memory, _shown_memory),
    )
    for name, request, limit, spelled in pairs:
        if request is not None and limit is not None and limit < request:
            lower, higher = spelled(runtime_type, limit), spelled(runtime_type, request)
            message = f"limit_{name} {lower} is less than request_{name} {higher}"
            yield SizeMisfit(f"limit_{name}", message, f'write `limit_{name}: "{higher}"` or more')
    if runtime_type == "ecs":
        yield from _check_whole(asked)


def _check_whole(asked: Requirements) -> Iterator[SizeMisfit]:
    for field, millicores in (("request_cpu", asked.request_cpu), ("limit_cpu", asked.limit_cpu)):
        if millicores is not None and millicores % 125:
            message = f"{field} {millicores}m is not a whole number of ECS units"
            yield SizeMisfit(field, message, f'write `{field}: "{-(-millicores // 125) * 128}"`')
    for field, size in (("request_memory", asked.request_memory), ("limit_memory", asked.limit_memory)):
        if size is not None and size % MIB:
            message = f"{field} {spelled_memory(None, size)} is not a whole number of MiB, which ecs asks for"
            yield SizeMisfit(field, message, f'write `{field}: "{spelled_memory("ecs", size)}"`')


def _check_runtime(runtime_type: str | None, seconds: int | None, rules: Limits) -> Iterator[SizeMisfit]:
    if seconds is None:
        return
    if seconds <= 0:
        message = f"max_runtime_seconds {seconds} leaves no time to run"
        yield SizeMisfit("max_runtime_seconds", message, "write how many seconds a run may take, as in 3600")
    elif rules.max_runtime_seconds is not None and seconds > rules.max_runtime_seconds:
        message = f"max_runtime_seconds {seconds} is more than {rules.what} allows"
        yield SizeMisfit("max_runtime_seconds", message, f"write {rules.max_runtime_seconds} or less")


def _held(compute: Compute, rules: Limits) -> bool:
    memory = compute.memory_bytes or 0
    return any(size.holds(memory) for size in rules.sizes if compute.cpu_millicores in (None, size.cpu))


def _memory_with_cpu(runtime_type: str | None, compute: Compute) -> str:
    memory = compute.memory_bytes or 0
    asked = f"memory {_shown_memory(runtime_type, memory)}"
    if compute.cpu_millicores is None:
        return asked
    return f"{asked} with cpu {spelled_cpu(runtime_type, compute.cpu_millicores)}"


def _shown_cpu(runtime_type: str | None, millicores: int) -> str:
    """The runtime's spelling, or Kubernetes' where that would round."""
    return spelled_cpu(runtime_type if millicores % 125 == 0 else None, millicores)


def _shown_memory(runtime_type: str | None, size: int) -> str:
    return spelled_memory(runtime_type if size % MIB == 0 else None, size)


def _least_size(runtime_type: str | None, compute: Compute, rules: Limits) -> str:
    cpu, memory = compute.cpu_millicores or 0, compute.memory_bytes or 0
    fits = ((size.cpu, up) for size in rules.sizes if size.cpu >= cpu and (up := size.up_to(memory)) is not None)
    least = min(fits, default=None)
    if least is None:
        most = max(rules.sizes, key=lambda size: (size.cpu, size.most))
        return f"the largest is {_written(runtime_type, most.cpu, most.most)}; see {rules.source}"
    return f"the smallest that holds it is {_written(runtime_type, *least)}; see {rules.source}"


def _written(runtime_type: str | None, millicores: int, memory: int) -> str:
    cpu, size = spelled_cpu(runtime_type, millicores), spelled_memory(runtime_type, memory)
    return f'`cpu: "{cpu}"` with `memory: "{size}"`'


def _limits(row: Mapping[str, Any]) -> Limits:
    sizes = tuple(
        Size(s["cpu"], s["from"] * MIB, s["to"] * MIB, s["step"] * MIB if "step" in s else 1) for s in row["sizes"]
    )
    return Limits(row["what"], row["source"], sizes, row.get("max_runtime_seconds"))

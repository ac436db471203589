"""A plan of Terraform and the tags that its jobs have -> the resources that would be made without them.

The answer to "tags do not appear on cloud resources": a module took them and did not pass them on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from dativo_gen.tables import read_table

Lack = Literal["untagged", "not handed on"]


@dataclass(frozen=True, slots=True)
class Bare:
    """A resource that lacks tags of its job: all of `missing`, or (`not handed on`) what it starts would."""

    address: str
    job: str
    lack: Lack
    argument: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a plan says of tags. `taggable` and `untaggable` count resources; `unknown` are told by `apply` only."""

    bare: tuple[Bare, ...]
    taggable: int
    untaggable: tuple[str, ...]
    unknown: tuple[str, ...]


@cache
def _carriers() -> Mapping[str, Any]:
    data = read_table("tags/carriers.yaml")
    return dict(data)


def coverage(plan: Mapping[str, Any], tags: Mapping[str, Sequence[Mapping[str, str]]]) -> Coverage:
    """Judge the JSON of `terraform show -json PLAN` (format 1.x, `planned_values`).

    `tags` gives for each job, by the name of its module call, the forms of its tags: a resource must carry one of
    them whole (a cloud's tags, or the labels of Kubernetes). Raises ValueError where the JSON is no plan.
    """
    root = plan.get("planned_values", {}).get("root_module") if isinstance(plan, Mapping) else None
    if not isinstance(root, Mapping):
        raise ValueError("this is no plan: it has no `planned_values`; write it with `terraform show -json PLAN`")
    unknown = {
        change.get("address"): change.get("change", {}).get("after_unknown") or {}
        for change in plan.get("resource_changes", ())
    }
    found = [_judge(job, each, unknown.get(each["address"], {}), tags) for job, each in _resources(root, tags)]
    return Coverage(
        bare=tuple(bare for each in found for bare in each.bare),
        taggable=sum(1 for each in found if each.kind == "taggable"),
        untaggable=tuple(each.address for each in found if each.kind == "untaggable"),
        unknown=tuple(each.address for each in found if each.kind == "unknown"),
    )


def _resources(module: Mapping[str, Any], jobs: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every managed resource below the module call of a job, in the order of the plan."""
    for child in module.get("child_modules", ()):
        job = str(child.get("address", "")).removeprefix("module.").split(".", 1)[0].split("[", 1)[0]
        if job in jobs:
            yield from ((job, each) for each in _below(child))


def _below(module: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (each for each in module.get("resources", ()) if each.get("mode") == "managed")
    for child in module.get("child_modules", ()):
        yield from _below(child)


@dataclass(frozen=True, slots=True)
class _Judged:
    address: str
    kind: Literal["taggable", "untaggable", "unknown"]
    bare: tuple[Bare, ...] = ()


def _judge(
    job: str, resource: Mapping[str, Any], unknown: Mapping[str, Any], tags: Mapping[str, Sequence[Mapping[str, str]]]
) -> _Judged:
    address, kind, values = resource["address"], resource["type"], resource.get("values") or {}
    bare = tuple(Bare(address, job, "not handed on", path, ()) for path in _not_handed_on(kind, values))
    carried = _carried(kind, values)
    if carried is None:
        waits = any(name in unknown for name in _carriers()["arguments"])
        return _Judged(address, "unknown" if waits else "untaggable", bare)
    argument, found = carried
    if not found and unknown.get(argument.split(".", 1)[0]) is True:
        return _Judged(address, "unknown", bare)
    missing = min(([key for key in form if found.get(key) != form[key]] for form in tags[job]), key=len, default=[])
    if missing:
        bare = (Bare(address, job, "untagged", argument, tuple(missing)), *bare)
    return _Judged(address, "taggable", bare)


def _carried(kind: str, values: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]] | None:
    """The argument that carries tags, and what is in it; None where the type has none."""
    table = _carriers()
    if (block := table["blocks"].get(kind)) in values:
        return str(block), {each.get("key"): each.get("value") for each in values[block] or ()}
    for argument in table["arguments"]:
        if table["otherwise"].get(kind) == argument:
            continue
        holder, present = _at(values, argument.split("."))
        if present and (holder is None or isinstance(holder, Mapping)) and not _computed(argument, holder, values):
            return argument, holder or {}
    return None


def _computed(argument: str, holder: object, values: Mapping[str, Any]) -> bool:
    """Whether the provider has yet to compute this one, so that what the module states is looked at instead."""
    stated = "tags" if argument == "tags_all" else "labels"
    return argument in ("tags_all", "effective_labels", "terraform_labels") and holder is None and stated in values


def _at(values: Any, path: Sequence[str]) -> tuple[Any, bool]:
    """The value at a path through blocks (lists of one), and whether there is such an argument."""
    for part in path:
        if isinstance(values, list):
            values = values[0] if values else None
        if not isinstance(values, Mapping) or part not in values:
            return None, False
        values = values[part]
    return values, True


def _not_handed_on(kind: str, values: Mapping[str, Any]) -> Iterator[str]:
    path = _carriers()["handed_on"].get(kind)
    if path is None:
        return
    blocks, present = _at(values, path[:-1]) if len(path) > 1 else (values, True)
    block = blocks[0] if isinstance(blocks, list) and blocks else blocks
    if present and isinstance(block, Mapping) and block.get(path[-1]) in (None, "", "NONE", False):
        yield ".".join(path)

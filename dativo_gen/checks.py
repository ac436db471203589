"""What the cloud and the runtime of one job would refuse: names, identifiers, sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from dativo_gen.clouds import Cloud, Misfit, identifier_misfit, instance_type_misfit, region_misfit
from dativo_gen.clouds.resource_types import resource_misfit
from dativo_gen.compute import Compute, Requirements, SizeMisfit, check_compute, check_requirements
from dativo_gen.errors import Problem
from dativo_gen.node import Node
from dativo_gen.place import identifiers
from dativo_gen.units import UnitError, parse_cpu, parse_memory


def judge(cloud: Cloud, block: Node) -> Iterator[Problem]:
    """Every problem of a job's `infrastructure` that needs knowledge of its cloud or runtime."""
    yield from _runtime(cloud, block)
    yield from _values(cloud, block)
    yield from _resources(cloud, block)
    yield from judge_sizes(block)


def runtime_type(block: Node) -> str | None:
    """`infrastructure.runtime.type`, if it is given."""
    node = block.get("runtime", "type")
    return node.text if node is not None and node.value is not None else None


def read_compute(block: Node) -> Compute:
    """What the job asks for; a value that is not understood counts as not given (`judge` has said so)."""
    compute = block.get("compute") or block
    seconds = compute.get("max_runtime_seconds")
    return Compute(
        _parsed(compute.get("cpu"), parse_cpu),
        _parsed(compute.get("memory"), parse_memory),
        seconds.value if seconds is not None and isinstance(seconds.value, int) else None,
    )


def read_requirements(block: Node) -> Requirements:
    """What `dagster.resource_requirements` asks for; a value that is not understood counts as not given."""
    asked = block.get(*_ASKED) or block
    return Requirements(
        _parsed(asked.get("request_cpu"), parse_cpu),
        _parsed(asked.get("request_memory"), parse_memory),
        _parsed(asked.get("limit_cpu"), parse_cpu),
        _parsed(asked.get("limit_memory"), parse_memory),
    )


def _runtime(cloud: Cloud, block: Node) -> Iterator[Problem]:
    node = block.get("runtime", "type")
    if node is not None and node.value is not None and node.text not in cloud.runtimes:
        message = f"the runtime `{node.text}` does not exist on {cloud.provider}"
        hint = f"runtimes on {cloud.provider}: {', '.join(sorted(cloud.runtimes))}"
        yield Problem(node.span, "runtime-provider", message, hint)


def _values(cloud: Cloud, block: Node) -> Iterator[Problem]:
    for path, code in _CODES:
        node = block.get(*path)
        found = _misfit(cloud, code, node.text) if node is not None and node.value is not None else None
        if node is not None and found:
            yield Problem(node.span, code, f"`infrastructure.{'.'.join(path)}`: {found.message}", found.hint)
    judged = {id(block.get("storage", "kms_key_id")), id(block.get("storage", "bucket"))}
    judged |= {id(each.get("resource_id")) for each in _resource_nodes(block)}
    for node in identifiers(block):
        wrong = None if id(node) in judged else identifier_misfit(cloud.provider, node.text)
        if wrong:
            yield Problem(node.span, "identifier-invalid", wrong.message, wrong.hint)


_CODES = (
    (("region",), "region-invalid"),
    (("account_id",), "account-invalid"),
    (("project_id",), "project-invalid"),
    (("compute", "instance_type"), "instance-type"),
    (("storage", "bucket"), "bucket-invalid"),
    (("storage", "kms_key_id"), "kms-key-invalid"),
)
"""Where a value stands, and the code of what is wrong with it."""


@lru_cache(1 << 12)
def _misfit(cloud: Cloud, code: str, text: str) -> Misfit | None:
    """Why a value is wrong; kept for the next job that says the same."""
    judges: dict[str, Callable[[str], Misfit | None]] = {
        "region-invalid": partial(region_misfit, cloud.provider),
        "account-invalid": cloud.account_misfit,
        "project-invalid": cloud.project_misfit,
        "instance-type": partial(instance_type_misfit, cloud.provider),
        "bucket-invalid": cloud.bucket_misfit,
        "kms-key-invalid": cloud.kms_key_misfit,
    }
    return judges[code](text)


def _resource_nodes(block: Node) -> tuple[Node, ...]:
    node = block.get("resources")
    return node.elements if node is not None else ()


def _resources(cloud: Cloud, block: Node) -> Iterator[Problem]:
    for resource in _resource_nodes(block):
        kind, name = resource.get("resource_type"), resource.get("resource_id")
        if kind is None or name is None:
            continue
        found = resource_misfit(kind.text, name.text, cloud.provider)
        if found:
            yield Problem((resource.get(found.field) or kind).span, found.code, found.message, found.hint)


_ASKED = ("dagster", "resource_requirements")


def judge_sizes(block: Node) -> Iterator[Problem]:
    """Every problem of the sizes that a job asks for, also of one without a provider."""
    compute = block.get("compute") or block
    asked = block.get(*_ASKED) or block
    wrong = [
        *_unreadable(compute, ("compute", "cpu"), parse_cpu),
        *_unreadable(compute, ("compute", "memory"), parse_memory),
        *_unreadable(asked, (*_ASKED, "request_cpu"), parse_cpu),
        *_unreadable(asked, (*_ASKED, "limit_cpu"), parse_cpu),
        *_unreadable(asked, (*_ASKED, "request_memory"), parse_memory),
        *_unreadable(asked, (*_ASKED, "limit_memory"), parse_memory),
    ]
    yield from wrong
    if not wrong:
        kind = runtime_type(block)
        yield from _misfits(compute, check_compute(kind, read_compute(block)))
        yield from _misfits(asked, check_requirements(kind, read_requirements(block)))


def _misfits(parent: Node, found: Iterator[SizeMisfit]) -> Iterator[Problem]:
    for misfit in found:
        node = parent.get(misfit.field) or parent
        yield Problem(node.span, "compute-size", misfit.message, misfit.hint)


def _unreadable(parent: Node, path: tuple[str, ...], parse: Callable[[str], int]) -> Iterator[Problem]:
    node = parent.get(path[-1])
    if node is None or node.value is None:
        return
    try:
        parse(node.text)
    except UnitError as error:
        yield Problem(node.span, "unit-invalid", f"`infrastructure.{'.'.join(path)}`: {error.message}", error.hint)


def _parsed(node: Node | None, parse: Callable[[str], int]) -> int | None:
    if node is None or node.value is None:
        return None
    try:
        return parse(node.text)
    except UnitError:
        return None

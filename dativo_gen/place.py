"""Where a job's resources live: region, account, project; stated, else what its identifiers agree on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from dativo_gen.clouds import Cloud, Facts
from dativo_gen.errors import Problem, Report
from dativo_gen.node import Node


@dataclass(frozen=True, slots=True)
class Place:
    """Each value with the place that states it or the identifier that it was read from. `account_id` is a
    subscription on Azure; `stated_account` is there only if the job itself says it."""

    region: Node | None = None
    account_id: Node | None = None
    project_id: Node | None = None
    resource_group: Node | None = None
    stated_account: Node | None = None

    def texts(self) -> dict[str, str]:
        """What is known, as plain text, for a manifest."""
        names = ("region", "account_id", "project_id", "resource_group")
        return {name: node.text for name in names if (node := getattr(self, name)) is not None}


NAMES = ("region", "account_id", "project_id")
"""What identifiers may tell. Not the resource group: a network often lies in another one than the job."""

_IDENTIFIERS = (
    ("runtime", "service_account"),
    ("networking", "vpc_id"),
    ("networking", "subnet_ids"),
    ("networking", "security_group_ids"),
    ("storage", "bucket"),
    ("storage", "kms_key_id"),
)


def identifiers(block: Node) -> Iterator[Node]:
    """The nodes of a job that may hold an ARN, a path or an address of a cloud resource."""
    for path in _IDENTIFIERS:
        node = block.get(*path)
        if node is not None:
            yield from node.elements if node.is_list else (node,)
    resources = block.get("resources")
    for resource in resources.elements if resources else ():
        node = resource.get("resource_id")
        yield from (node,) if node is not None else ()


def find_place(cloud: Cloud, block: Node, report: Report) -> Place:
    """What the job states, and for the rest what its identifiers say if they agree.

    Reports `place-disagrees` with both places if they do not. Never looks at the backend: a state may lie anywhere.
    """
    said = [(node, _facts(cloud, node.text)) for node in identifiers(block) if isinstance(node.value, str)]
    found = {name: _one(cloud, block, name, said, report) for name in NAMES}
    return Place(**found, resource_group=block.get("resource_group"), stated_account=block.get("account_id"))


@lru_cache(1 << 12)
def _facts(cloud: Cloud, identifier: str) -> Facts:
    """What an identifier tells; jobs share networks, accounts and keys."""
    return cloud.facts(identifier)


def _one(cloud: Cloud, block: Node, name: str, said: list[tuple[Node, Facts]], report: Report) -> Node | None:
    stated = block.get(name)
    if stated is not None and stated.value is not None:
        return stated
    known = [(node, value) for node, facts in said if (value := getattr(facts, name)) is not None]
    if not known:
        return None
    first, value = known[0]
    for node, other in known[1:]:
        if _normal(cloud, name, other) != _normal(cloud, name, value):
            message = f"`{node.text}` lies in the {_WORD[name]} {other}, but `{first.text}` ({first.span}) in {value}"
            hint = f"state `infrastructure.{name}`"
            report(Problem(node.span, "place-disagrees", message, hint))
            break
    return replace(first, value=value, written=None, overrode=(), template=None)


_WORD = {
    "region": "region",
    "account_id": "account",
    "project_id": "project",
}


def _normal(cloud: Cloud, name: str, value: str) -> str:
    return cloud.normal_region(value) if name == "region" else value.lower()

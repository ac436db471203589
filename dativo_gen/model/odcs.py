"""A data contract (ODCS 3) -> the blocks of a flat asset that say the same, so that one reader reads both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dativo_gen.errors import Problem, Report
from dativo_gen.model.shape import mappings_at
from dativo_gen.node import Node, made

_DAYS = {"d": 1, "day": 1, "days": 1, "w": 7, "week": 7, "weeks": 7, "y": 365, "yr": 365, "yrs": 365}
_DAYS |= {"year": 365, "years": 365}
_WORDS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[._-]+")
_BLOCKS = ("finops", "compliance", "governance")

_Said = tuple[str, str, Node]  # block, key, value


def flat_blocks(contract: Node, report: Report) -> tuple[Node, ...]:
    """One mapping such as `{governance: {owner: ...}}` for each thing that a contract says in its own fields.

    `domain`, `dataProduct`, the owners in `team`, `slaProperties` of retention, and `customProperties` in
    camel case (ODCS 3.0.2, "Fundamentals", "Team", "SLA" and "Custom properties").
    """
    said = (
        *_fundamentals(contract),
        *_owners(contract),
        *_retention(contract, report),
        *_custom(contract, report),
    )
    return tuple(_block(*each) for each in said)


def properties(contract: Node) -> Iterator[tuple[str, Node]]:
    """Each column of a contract with its path, which begins with the table where there are several."""
    schema = contract.get("schema")
    tables = [table for table in (schema.elements if schema else ()) if table.is_mapping]
    for table in tables:
        yield from _columns(table, f"{_text(table, 'name')}." if len(tables) > 1 else "")


def _columns(parent: Node, prefix: str) -> Iterator[tuple[str, Node]]:
    listed = parent.get("properties")
    for column in listed.elements if listed else ():
        path = prefix + _text(column, "name")
        if path != prefix:
            yield path, column
            for inside in (column, *filter(None, [column.get("items")])):
                yield from _columns(inside, f"{path}.")


def _block(block: str, key: str, node: Node) -> Node:
    return made({block: made({key: node}, node.span)}, node.span)


def _fundamentals(contract: Node) -> Iterator[_Said]:
    for theirs, ours in (("domain", "domain"), ("dataProduct", "data_product")):
        node = contract.get(theirs)
        if node is not None:
            yield "governance", ours, node


def _owners(contract: Node) -> Iterator[_Said]:
    """Whoever is owner and has not left; a list where there are several. `team.members` is ODCS 3.1."""
    team = contract.get("team")
    members = contract.get("team", "members") if team is not None and team.is_mapping else team
    owners = [owner for member in (members.elements if members else ()) for owner in _owner(member)]
    if len(owners) == 1:
        yield "governance", "owner", owners[0]
    elif owners:
        yield "governance", "owner", replace(owners[0], value=tuple(owners), written=None)


def _owner(member: Node) -> Iterator[Node]:
    name = member.get("username" if _text(member, "username") else "name")
    is_owner = "owner" in re.split(r"[^a-z]+", _text(member, "role").lower())
    if name is not None and is_owner and not _text(member, "dateOut"):
        yield name


def _retention(contract: Node, report: Report) -> Iterator[_Said]:
    """Retention in days; one that names an `element` counts for the whole only where it is the only one."""
    listed = mappings_at(contract, "slaProperties", report)
    found = [each for each in listed if _text(each, "property").lower() == "retention"]
    for entry in [each for each in found if each.get("element") is None] or found[:1]:
        node = _days(entry, report)
        if node is not None:
            yield "compliance", "retention_days", node


def _days(entry: Node, report: Report) -> Node | None:
    """The `value` of an SLA property in days; a year has 365."""
    value, unit = entry.get("value"), _text(entry, "unit")
    days = _DAYS.get(unit.lower())
    if days is not None and value is not None and re.fullmatch(r"0|[1-9][0-9]{0,6}", _text(entry, "value")):
        return replace(value, value=int(value.text) * days, written=None)
    given = f"{_text(entry, 'value')} {unit}".strip() or "nothing"
    message = f"the retention under `slaProperties` is `{given}`, which is no whole number of days, weeks or years"
    report(Problem((value or entry).span, "asset-shape", message, "write for example `value: 3` and `unit: y`"))
    return None


def _custom(contract: Node, report: Report) -> Iterator[_Said]:
    """`finopsCostCenter` is `finops.cost_center`; properties of other families are nobody's tags."""
    for entry in mappings_at(contract, "customProperties", report):
        block, _, key = "_".join(_WORDS.split(_text(entry, "property"))).lower().partition("_")
        value = entry.get("value")
        if block in _BLOCKS and key and value is not None:
            yield block, key, value


def _text(block: Node, key: str) -> str:
    """The text at a key; empty for null and for what is no scalar."""
    node = block.get(key)
    return node.text.strip() if node is not None and node.is_scalar and node.value is not None else ""

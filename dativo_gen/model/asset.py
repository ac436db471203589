"""An asset in any of its three forms -> what its tags and table properties are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from dativo_gen.errors import Problem, Rejected, Report, Span
from dativo_gen.model.odcs import flat_blocks, properties
from dativo_gen.model.shape import mapping_at, wrong_shape
from dativo_gen.node import Node, plain

Form = Literal["flat", "nested", "odcs"]

COMPLIANCE = ("classification", "regulations", "retention_days")
GOVERNANCE = ("owner", "domain", "data_product")
_ORDER = (
    "classification.default",
    "compliance.regulations",
    "compliance.retention_days",
    "finops.",
    "governance.owner",
    "governance.domain",
    "governance.data_product",
)


@dataclass(frozen=True, slots=True)
class Asset:
    """What is read of an asset; all the rest of it is Dativo's own.

    `tags_source` has the canonical keys of the asset's tags with their nodes, in a fixed order; a key stands
    there twice where the asset gives it two values. `classified` is the whole list of classifications and
    `classified_columns` goes from column path to the column's own: both are for metadata and table
    properties only. `tenant` is the tenant that a data contract names.
    """

    form: Form
    name: str | None
    tags_source: tuple[tuple[str, Node], ...]
    classified: tuple[Node, ...]
    classified_columns: Mapping[str, tuple[Node, ...]]
    tenant: Node | None
    span: Span

    @property
    def classifications(self) -> tuple[str, ...]:
        """The texts of `classified`."""
        return _texts(self.classified)

    @property
    def column_classifications(self) -> Mapping[str, tuple[str, ...]]:
        """The texts of `classified_columns`."""
        return {column: _texts(nodes) for column, nodes in self.classified_columns.items()}


def _texts(nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(node.text.strip() for node in nodes)


def read_asset(document: Node) -> Asset:
    """The asset of a document: flat, nested below `asset`, or a data contract (ODCS 3.0.2).

    Raises Rejected with every part that is read here and has a wrong shape.
    """
    problems: list[Problem] = []
    form, blocks = _blocks(document, problems.append)
    stated = [pair for block in blocks for pair in _stated(block, problems.append)]
    asset = Asset(
        form=form,
        name=_name(blocks[0], problems.append),
        tags_source=_ordered(stated),
        classified=_distinct(node for block in blocks for node in _classifications(block)),
        classified_columns=dict(_columns(form, blocks[0], problems.append)),
        tenant=_tenant(form, document),
        span=document.span,
    )
    if problems:
        raise Rejected(problems)
    return asset


def default_classification(node: Node) -> Node:
    """The first of a list (or comma list) of classifications, in lower case; an empty one as it stands."""
    found = classifications(node)
    if not found:
        return node
    first = found[0]
    return replace(first, value=first.value.lower()) if isinstance(first.value, str) else first


def _blocks(document: Node, report: Report) -> tuple[Form, tuple[Node, ...]]:
    """The mappings that may hold `compliance`, `finops` and `governance`; the first one has the name."""
    if not document.is_mapping:
        message = f"the asset is {document.kind}, not a mapping"
        hint = "write `name:`, `compliance:` and `finops:`, or a data contract (ODCS 3.0.2)"
        raise Rejected([Problem(document.span, "asset-form", message, hint)])
    nested = document.get("asset")
    if _is_contract(document):
        _judge_version(document, report)
        return "odcs", (document, *flat_blocks(document, report))
    if nested is None:
        return "flat", (document,)
    if not nested.is_mapping:
        raise Rejected([wrong_shape("asset", nested, "a mapping")])
    return "nested", (nested, document)


def _is_contract(document: Node) -> bool:
    """By its `kind`, or without one by `apiVersion` (a flat asset may have a `kind` of its own)."""
    kind = document.get("kind")
    if kind is None:
        return document.get("apiVersion") is not None
    return kind.text.lower() == "datacontract"


def _judge_version(document: Node, report: Report) -> None:
    version = document.get("apiVersion")
    if version is not None and not version.text.startswith(("v3.", "3.")):
        message = f"`apiVersion` in the asset is `{version.text}`; only version 3 of the data contract is read"
        report(Problem(version.span, "asset-form", message, "write `apiVersion: v3.0.2` and that version's fields"))


def _stated(block: Node, report: Report) -> Iterator[tuple[str, Node]]:
    """Each tag that a block gives. The nested form has its compliance under `governance`."""
    governance = mapping_at(block, "governance", report)
    for entries in (mapping_at(block, "compliance", report), governance):
        yield from _compliance(entries, report)
    for key, node in mapping_at(block, "finops", report).items():
        yield f"finops.{key}", node
    for key in GOVERNANCE:
        if key in governance:
            yield f"governance.{key}", governance[key]
    owner = block.get("team", "owner")
    if owner is not None:
        yield "governance.owner", owner


def _compliance(entries: Mapping[str, Node], report: Report) -> Iterator[tuple[str, Node]]:
    for key in COMPLIANCE:
        node = entries.get(key)
        if node is None:
            continue
        if node.is_mapping or (node.is_list and key == "retention_days"):
            report(wrong_shape(key, node, "a number of days" if key == "retention_days" else "a list"))
        elif key != "classification":
            yield f"compliance.{key}", node
        elif all(element.is_scalar for element in node.elements):
            yield "classification.default", default_classification(node)
        else:
            report(wrong_shape(key, node, "a flat list"))


def _ordered(stated: list[tuple[str, Node]]) -> tuple[tuple[str, Node], ...]:
    """In the fixed order; what is said twice with one value is said once."""
    kept: list[tuple[str, Node]] = []
    for key, node in stated:
        if not any(key == other and plain(node) == plain(there) for other, there in kept):
            kept.append((key, node))
    return tuple(sorted(kept, key=lambda pair: _rank(pair[0])))


def _rank(key: str) -> int:
    return next(rank for rank, prefix in enumerate(_ORDER) if key.startswith(prefix))


def _name(block: Node, report: Report) -> str | None:
    node = block.get("name")
    if node is not None and not node.is_scalar:
        report(wrong_shape("name", node, "text"))
    return node.text or None if node is not None and node.is_scalar and node.value is not None else None


def _tenant(form: Form, document: Node) -> Node | None:
    node = document.get("tenant") if form == "odcs" else None
    return node if node is not None and node.is_scalar and node.value is not None else None


def _classifications(block: Node) -> Iterator[Node]:
    for path in (("compliance", "classification"), ("governance", "classification")):
        node = block.get(*path)
        if node is not None:
            yield from classifications(node)


def _distinct(nodes: Iterable[Node]) -> tuple[Node, ...]:
    first: dict[str, Node] = {}
    for node in nodes:
        first.setdefault(node.text.strip(), node)
    return tuple(first.values())


def classifications(node: Node) -> list[Node]:
    """The classifications in a list, or in a text with commas, without the blank ones."""
    if isinstance(node.value, str):
        parts = [replace(node, value=part.strip()) for part in node.value.split(",")]
        return [part for part in parts if part.value]
    found = node.elements if node.is_list else (node,)
    return [each for each in found if each.is_scalar and each.text.strip() and each.value is not None]


def _columns(form: Form, block: Node, report: Report) -> Iterator[tuple[str, tuple[Node, ...]]]:
    for path, column in properties(block) if form == "odcs" else _flat_columns(block):
        node = column.get("classification")
        if node is None:
            continue
        if node.is_mapping:
            report(wrong_shape(f"classification of column {path}", node, "text or a list"))
        found = tuple(classifications(node))
        if found:
            yield path, found


def _flat_columns(block: Node) -> Iterator[tuple[str, Node]]:
    schema = block.get("schema")
    for column in schema.elements if schema is not None else ():
        name = column.get("name")
        if name is not None and name.is_scalar and name.value is not None:
            yield name.text, column

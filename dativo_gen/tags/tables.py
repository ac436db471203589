"""The tags of a job -> the properties of the tables that it writes, and of their entry in a data catalog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dativo_gen.errors import Problem
from dativo_gen.model.asset import Asset, classifications
from dativo_gen.node import Node, made
from dativo_gen.paths import stem
from dativo_gen.tags.outlets import Outlets, as_node
from dativo_gen.tags.tag import Layer, Tag, Tags

CATALOGS = {
    "glue": "glue_parameters",
    "unity": "unity_catalog",
    "unity_catalog": "unity_catalog",
    "databricks": "unity_catalog",
    "bigquery": "bigquery",
    "biglake": "bigquery",
}
"""Type of a catalog -> the destination whose form its entries take. Others keep Iceberg's own properties."""
_WITH_COLUMNS = ("iceberg", "glue_parameters")
"""Where properties are free text without a limit of their number, so that classifications of columns have room."""


@dataclass(frozen=True, slots=True)
class Tables:
    """Properties by the key of `target` that they go to, the destinations they are made for, and what is wrong."""

    properties: Mapping[str, Mapping[str, Node]] = field(default_factory=dict)
    destinations: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def applied(self, root: Node) -> Node:
        """The job with these properties in its `target`; what its author wrote there stays."""
        target = root.get("target")
        if not self.properties or (target is not None and not target.is_mapping and target.value is not None):
            return root
        items = dict(target.items) if target is not None else {}
        for key, nodes in self.properties.items():
            own = items.get(key)
            if own is not None and not own.is_mapping and own.value is not None:
                continue
            stated = own.items if own is not None else {}
            items[key] = made({**nodes, **stated}, own.key_span if own is not None else root.span)
        whole = target.with_items(items) if target is not None and target.is_mapping else made(items, root.span)
        return root.with_items({**root.items, "target": whole})


def find_tables(root: Node, connector: Node | None, asset: Asset | None, outlets: Outlets) -> Tables:
    """The tables of a job; `connector` is its target's connector file, None where that is not known.

    Iceberg tables get every tag as a property. Where the catalog is one with rules of its own, its entry gets the
    tags in the catalog's form. A job that writes no Iceberg tables has no tables.
    """
    if "iceberg" not in _kind(root, connector).lower():
        return Tables()
    catalog = CATALOGS.get(_catalog(root, connector).lower())
    homes = {"iceberg": "table_properties"} | ({catalog: "catalog_properties"} if catalog else {})
    properties: dict[str, Mapping[str, Node]] = {}
    problems: list[Problem] = []
    for name, key in homes.items():
        emitted = outlets.emitted(name)
        problems += emitted.problems
        more = _columns(root, asset, outlets, name) if name in _WITH_COLUMNS else {}
        nodes = {**more, **{entry.key: as_node(entry) for entry in emitted.entries}}
        properties[key] = dict(sorted(nodes.items()))
    return Tables(properties, tuple(homes), tuple(problems))


def _kind(root: Node, connector: Node | None) -> str:
    """What the target is: by its connector's `type`, else its file's name, else by the job's own word."""
    path = _text(root.get("target_connector_path"))
    told = (
        _text(connector.get("type")) if connector is not None else "",
        stem(path),
        _text(root.get("target_connector")),
        _text(root.get("target", "type")),
    )
    return next((word for word in told if word), "")


def _catalog(root: Node, connector: Node | None) -> str:
    """The catalog's type, as the job's `target` or the connector says."""
    for holder in (root.get("target"), connector):
        for path in (("connection", "catalog"), ("catalog",)):
            node = holder.get(*path) if holder is not None else None
            if node is not None and (word := _text(node.get("type") if node.is_mapping else node)):
                return word
    return ""


def _text(node: Node | None) -> str:
    return node.text if node is not None and node.is_scalar and node.value is not None else ""


def _columns(root: Node, asset: Asset | None, outlets: Outlets, name: str) -> dict[str, Node]:
    """All classifications of an asset and those of its columns, which are no tags."""
    tags = Tags(tuple(sorted(_classified(root, asset), key=lambda tag: tag.key)))
    return Outlets(tags, outlets.provider, outlets.policy).nodes(name) if tags.items else {}


def _classified(root: Node, asset: Asset | None) -> Iterator[Tag]:
    """What the job's `classification_overrides` says of a column goes before the asset's word; null takes it away."""
    own = root.get("classification_overrides")
    said = {column: node for column, node in own.items.items() if column != "default"} if own is not None else {}
    if asset is not None:
        if asset.classified:
            yield _listed("compliance.classification", "asset", asset.classified)
        for column, nodes in asset.classified_columns.items():
            if column not in said:
                yield _listed(f"classification.fields.{column}", "asset", nodes)
    for column, node in said.items():
        if found := classifications(node):
            yield _listed(f"classification.fields.{column}", "job", found)


def _listed(key: str, layer: Layer, nodes: Sequence[Node]) -> Tag:
    return Tag(key, tuple(node.text.strip() for node in nodes), layer, nodes[0])

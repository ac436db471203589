"""Assets in their three forms."""

from __future__ import annotations

import pytest

from dativo_gen.errors import Rejected, Span
from dativo_gen.model.asset import read_asset
from dativo_gen.node import Node, made, plain
from dativo_gen.source import read_yaml

FLAT = """
name: stripe_customers
source_type: stripe
compliance:
  retention_days: 90
  regulations: [GDPR, CCPA]
  classification: [PII, SENSITIVE]
  security: {encryption: true}
finops:
  cost_center: FIN-001
  project: data-platform
  anything_else: 7
governance:
  data_product: customers
  owner: data@acme.com
  domain: sales
schema:
  - {name: email, type: string, classification: PII}
  - {name: id, type: string}
"""
NESTED = """
asset:
  name: hubspot_contacts
  version: 1.0
  schema: [{name: mail, classification: [pii, spi]}]
  governance: {owner: crm@acme.com, classification: [PII], retention_days: 365}
finops: {cost_center: CRM-7}
"""
ODCS = """
apiVersion: v3.0.2
kind: DataContract
id: 7d1c
version: 1.0.0
status: active
name: orders
tenant: ACME
domain: sales
dataProduct: order-book
tags: [orders, daily]
team:
  - {username: old@acme.com, role: Owner, dateOut: 2024-01-01}
  - {username: ann@acme.com, role: Data Owner, dateIn: 2024-01-01}
  - {username: bob@acme.com, role: engineer}
slaProperties:
  - {property: latency, value: 4, unit: h}
  - {property: retention, value: 3, unit: y, element: orders.total}
  - {property: retention, value: 2, unit: y}
customProperties:
  - {property: finopsCostCenter, value: SAL-2}
  - {property: finops_business_tags, value: [orders]}
  - {property: complianceClassification, value: [Confidential]}
  - {property: favouriteColour, value: {deep: true}}
schema:
  - name: orders
    properties:
      - {name: total, classification: restricted}
      - name: buyer
        properties: [{name: street, classification: 3}]
compliance:
  regulations: [SOX]
"""


def from_yaml(text: str) -> Node:
    return read_yaml("assets/a.yaml", text.encode(), "")


def tags(text: str) -> list[tuple[str, object]]:
    return [(key, plain(node)) for key, node in read_asset(from_yaml(text)).tags_source]


def problems(text: str) -> list[str]:
    with pytest.raises(Rejected) as caught:
        read_asset(from_yaml(text))
    return [f"{each.span} {each.code}: {each.message}" for each in caught.value.problems]


def test_a_flat_asset_gives_its_tags_in_the_fixed_order() -> None:
    assert tags(FLAT) == [
        ("classification.default", "pii"),
        ("compliance.regulations", ["GDPR", "CCPA"]),
        ("compliance.retention_days", 90),
        ("finops.cost_center", "FIN-001"),
        ("finops.project", "data-platform"),
        ("finops.anything_else", 7),
        ("governance.owner", "data@acme.com"),
        ("governance.domain", "sales"),
        ("governance.data_product", "customers"),
    ]


def test_a_nested_asset_has_its_compliance_under_governance() -> None:
    assert read_asset(from_yaml(NESTED)).form == "nested"
    assert tags(NESTED) == [
        ("classification.default", "pii"),
        ("compliance.retention_days", 365),
        ("finops.cost_center", "CRM-7"),
        ("governance.owner", "crm@acme.com"),
    ]


def test_a_data_contract_says_the_same_in_its_own_fields() -> None:
    assert tags(ODCS) == [
        ("classification.default", "confidential"),
        ("compliance.regulations", ["SOX"]),
        ("compliance.retention_days", 730),
        ("finops.cost_center", "SAL-2"),
        ("finops.business_tags", ["orders"]),
        ("governance.owner", "ann@acme.com"),
        ("governance.domain", "sales"),
        ("governance.data_product", "order-book"),
    ]


def test_the_tenant_of_a_data_contract_is_no_tag() -> None:
    asset = read_asset(from_yaml(ODCS))
    assert asset.tenant is not None and asset.tenant.text == "ACME"
    assert not [key for key, _ in asset.tags_source if "tenant" in key]


@pytest.mark.parametrize(
    ("text", "form", "name", "whole", "columns"),
    [
        (FLAT, "flat", "stripe_customers", ("PII", "SENSITIVE"), {"email": ("PII",)}),
        (NESTED, "nested", "hubspot_contacts", ("PII",), {"mail": ("pii", "spi")}),
        (ODCS, "odcs", "orders", ("Confidential",), {"total": ("restricted",), "buyer.street": ("3",)}),
        ("name: 7\nkind: table", "flat", "7", (), {}),
        ("source_type: csv", "flat", None, (), {}),
    ],
)
def test_classifications_are_kept_whole_and_apart_from_tags(
    text: str, form: str, name: str | None, whole: tuple[str, ...], columns: dict[str, tuple[str, ...]]
) -> None:
    asset = read_asset(from_yaml(text))
    assert (asset.form, asset.name) == (form, name)
    assert asset.classifications == whole
    assert asset.column_classifications == columns


def test_every_tag_keeps_its_place() -> None:
    places = {key: str(node.span) for key, node in read_asset(from_yaml(FLAT)).tags_source}
    assert places["classification.default"] == "assets/a.yaml:7:20"
    assert places["finops.cost_center"] == "assets/a.yaml:10:16"


def test_columns_of_several_tables_are_told_apart() -> None:
    text = "kind: DataContract\nschema:\n" + "".join(
        f"  - {{name: {table}, properties: [{{name: id, classification: pii}}]}}\n" for table in "ab"
    )
    assert list(read_asset(from_yaml(text)).column_classifications) == ["a.id", "b.id"]


@pytest.mark.parametrize(
    ("classification", "default"),
    [("[PII, X]", "pii"), ("PII", "pii"), ("'Spi, PII'", "spi"), ("['', Phi]", "phi"), ("[3]", 3)],
)
def test_the_default_is_the_first_classification_in_lower_case(classification: str, default: object) -> None:
    assert tags(f"compliance: {{classification: {classification}}}") == [("classification.default", default)]


def test_several_owners_are_all_kept() -> None:
    text = "kind: DataContract\nteam: [{name: a, role: owner}, {name: b, role: owner}]"
    assert tags(text) == [("governance.owner", ["a", "b"])]


def test_the_team_of_the_next_version_is_read_too() -> None:
    text = "kind: DataContract\napiVersion: v3.1.0\nteam: {members: [{username: a, role: owner}]}"
    assert tags(text) == [("governance.owner", "a")]


def test_one_thing_said_twice_alike_is_one_tag_and_said_differently_stays_two() -> None:
    contract = (
        "kind: DataContract\nfinops: {cost_center: A}\ncustomProperties: [{property: finopsCostCenter, value: %s}]"
    )
    assert tags(contract % "A") == [("finops.cost_center", "A")]
    assert tags(contract % "B") == [("finops.cost_center", "A"), ("finops.cost_center", "B")]


@pytest.mark.parametrize(("value", "unit", "days"), [(3, "y", 1095), (2, "weeks", 14), (30, "d", 30)])
def test_retention_is_in_days(value: int, unit: str, days: int) -> None:
    text = f"kind: DataContract\nslaProperties: [{{property: retention, value: {value}, unit: {unit}}}]"
    assert tags(text) == [("compliance.retention_days", days)]


def test_the_only_retention_counts_even_where_it_names_an_element() -> None:
    entry = "{property: retention, value: 3, unit: d, element: orders}"
    assert tags(f"kind: DataContract\nslaProperties: [{entry}]") == [("compliance.retention_days", 3)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("asset: x", "1:8 asset-shape: `asset` in the asset is text, but it must be a mapping"),
        ("finops: [a]", "1:9 asset-shape: `finops` in the asset is a list, but it must be a mapping"),
        ("compliance: x", "1:13 asset-shape: `compliance` in the asset is text, but it must be a mapping"),
        (
            "compliance: {classification: {a: b}}",
            "1:30 asset-shape: `classification` in the asset is a mapping, but it must be a list",
        ),
        (
            "compliance: {classification: [[a]]}",
            "1:30 asset-shape: `classification` in the asset is a list, but it must be a flat list",
        ),
        (
            "compliance: {retention_days: [1]}",
            "1:30 asset-shape: `retention_days` in the asset is a list, but it must be a number of days",
        ),
        ("name: [a]", "1:7 asset-shape: `name` in the asset is a list, but it must be text"),
        (
            "{kind: DataContract, apiVersion: v2.2.2}",
            "1:34 asset-form: `apiVersion` in the asset is `v2.2.2`; only version 3 of the data contract is read",
        ),
        (
            "{kind: DataContract, slaProperties: [{property: retention, value: 3}]}",
            "1:67 asset-shape: the retention under `slaProperties` is `3`,"
            " which is no whole number of days, weeks or years",
        ),
        (
            "{kind: DataContract, customProperties: {finopsCostCenter: A}}",
            "1:40 asset-shape: `customProperties` in the asset is a mapping, but it must be a list",
        ),
        (
            "schema: [{name: id, classification: {a: b}}]",
            "1:37 asset-shape: `classification of column id` in the asset is a mapping, but it must be text or a list",
        ),
    ],
)
def test_a_wrong_shape_is_named_with_its_place(text: str, found: str) -> None:
    assert problems(text) == [f"assets/a.yaml:{found}"]


def test_an_asset_that_is_no_mapping_is_named() -> None:
    with pytest.raises(Rejected) as caught:
        read_asset(made((), Span("assets/a.yaml")))
    assert [each.message for each in caught.value.problems] == ["the asset is a list, not a mapping"]


def test_null_is_no_name_and_no_owner() -> None:
    assert read_asset(from_yaml("name: null\nschema: [{name: ~, classification: pii}]")).name is None
    team = "team: [{username: ~, name: a, role: owner, dateOut: null}, {name: b, role: ~}]"
    assert tags(f"kind: DataContract\n{team}") == [("governance.owner", "a")]


def test_all_wrong_shapes_are_named_at_once() -> None:
    assert len(problems("name: [a]\nfinops: 3\ncompliance: {classification: {a: b}, retention_days: [1]}")) == 4


def test_what_dativo_alone_reads_is_not_judged() -> None:
    assert tags("schema: ../x.json\nteam: platform\ncompliance: {security: [1, {a: b}]}\nkind: [x]") == []

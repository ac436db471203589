"""The properties of a job's tables and of their entry in a catalog."""

from __future__ import annotations

import pytest

from dativo_gen.model.asset import read_asset
from dativo_gen.node import plain
from dativo_gen.tags.outlets import Outlets
from dativo_gen.tags.tables import Tables, find_tables
from tests.tags.merging import from_yaml, merge

ICEBERG = "type: iceberg"
ASSET = """
name: orders
compliance: {classification: [PII, SENSITIVE]}
schema: [{name: email, classification: [PII, contact]}, {name: total, classification: financial}]
"""


def _tables(job: str = "{}", connector: str = ICEBERG, asset: str = ASSET) -> Tables:
    root = from_yaml(job, "job.yaml")
    tags, _ = merge("", job, asset)
    read = read_asset(from_yaml(asset, "asset.yaml")) if asset else None
    return find_tables(root, from_yaml(connector, "connector.yaml"), read, Outlets(tags))


def _properties(found: Tables, home: str = "table_properties") -> dict[str, str]:
    return {key: node.text for key, node in found.properties[home].items()}


def test_tables_get_every_tag_and_the_classifications_that_are_none() -> None:
    assert _properties(_tables()) == {
        "classification.default": "pii",
        "classification.fields.email": "PII,contact",
        "classification.fields.total": "financial",
        "compliance.classification": "PII,SENSITIVE",
        "environment": "prod",
        "job_name": "orders",
        "tenant_id": "acme",
    }


def test_what_a_job_says_of_a_column_goes_before_what_its_asset_says() -> None:
    found = _properties(
        _tables("classification_overrides: {default: internal, email: secret, total: null, phone: [PII, contact]}")
    )
    columns = {key: text for key, text in found.items() if key.startswith("classification.")}
    assert columns == {
        "classification.default": "internal",
        "classification.fields.email": "secret",
        "classification.fields.phone": "PII,contact",
    }


def test_a_job_without_an_asset_may_classify_columns() -> None:
    found = _properties(_tables("classification_overrides: {email: secret}", asset=""))
    assert found["classification.fields.email"] == "secret"


@pytest.mark.parametrize(
    ("connector", "destinations", "key"),
    [
        (ICEBERG, ("iceberg",), None),
        ("{type: iceberg, connection: {catalog: {type: glue}}}", ("iceberg", "glue_parameters"), "finops.project"),
        ("{type: iceberg, connection: {catalog: unity}}", ("iceberg", "unity_catalog"), "finops_project"),
        ("{type: iceberg, catalog: biglake}", ("iceberg", "bigquery"), "finops_project"),
        ("{type: postgres}", (), None),
    ],
)
def test_the_catalog_gets_the_tags_in_its_own_form(
    connector: str, destinations: tuple[str, ...], key: str | None
) -> None:
    found = _tables("finops: {project: p}", connector)
    assert found.destinations == destinations
    if key is not None:
        assert _properties(found, "catalog_properties")[key] == "p"


def test_what_the_author_wrote_in_the_target_stays() -> None:
    root = from_yaml("target: {table_properties: {tenant_id: mine}, branch: main}", "job.yaml")
    target = plain(_tables().applied(root))["target"]
    assert (target["table_properties"]["tenant_id"], target["branch"]) == ("mine", "main")

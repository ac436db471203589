"""The canonical tags of a job: layers, folding, identity, places."""

from __future__ import annotations

import pytest

from dativo_gen.dialect import Layer
from dativo_gen.errors import Problem, Span
from dativo_gen.layers import merge_layers
from dativo_gen.model.asset import read_asset
from dativo_gen.node import made
from dativo_gen.tags.merge import NOTHING_EXTRA, merge_tags
from dativo_gen.tags.tag import Tags
from tests.tags.merging import DEFAULTS, IDENTITY, codes, from_yaml, merge, own, with_tags


def test_the_worked_example_of_the_guide_comes_out_exactly() -> None:
    asset = """
    name: stripe_customers
    compliance: {classification: [PII, SENSITIVE], regulations: [GDPR, CCPA]}
    finops: {cost_center: FIN-001, project: data-platform}
    """
    job = "finops: {cost_center: HR-001, business_tags: [payments, revenue]}"
    merged, problems = merge("{Team: data-engineering, Owner: data-team@acme.com}", job, asset)
    assert problems == []
    assert list(merged.plain().items()) == [
        ("Owner", "data-team@acme.com"),
        ("Team", "data-engineering"),
        ("classification.default", "pii"),
        ("compliance.regulations", "GDPR,CCPA"),
        ("environment", "prod"),
        ("finops.business_tags", "payments,revenue"),
        ("finops.cost_center", "HR-001"),
        ("finops.project", "data-platform"),
        ("job_name", "orders"),
        ("tenant_id", "acme"),
    ]


def test_a_tag_of_infrastructure_and_one_of_finops_with_like_names_are_two() -> None:
    merged, problems = merge("{CostCenter: HR-001, Environment: production}", "finops: {cost_center: HR-001}")
    assert problems == []
    assert own(merged) == {
        "CostCenter": "HR-001",
        "Environment": "production",
        "finops.cost_center": "HR-001",
    }
    assert "environment" not in merged.plain()


def test_a_tag_knows_its_layer_its_place_and_all_that_it_overrode() -> None:
    asset = "finops: {cost_center: A}"
    merged, _ = merge("FinOps-CostCenter: C", "finops: {cost_center: B}", asset)
    tag = merged.get("finops.cost_center")
    assert tag is not None
    assert (tag.key, tag.text, tag.layer, str(tag.span)) == (
        "FinOps-CostCenter",
        "C",
        "infrastructure",
        "job.yaml:1:20",
    )
    assert [(each.text, each.layer, str(each.span)) for each in tag.overrode] == [
        ("B", "job", "job.yaml:1:23"),
        ("A", "asset", "asset.yaml:1:23"),
    ]


def test_overrides_of_the_job_take_the_place_of_what_the_asset_says() -> None:
    asset = "compliance: {classification: [PII]}\ngovernance: {owner: a, domain: sales}"
    job = "classification_overrides: {default: Spi, email: PII}\ngovernance_overrides: {owner: b, tier: 1}"
    merged, problems = merge("", job, asset)
    assert problems == []
    assert own(merged) == {
        "classification.default": "spi",
        "governance.domain": "sales",
        "governance.owner": "b",
        "governance.tier": "1",
    }


def test_classifications_of_columns_never_become_tags() -> None:
    merged, _ = merge("", asset="schema: [{name: email, classification: PII}]")
    assert merged.plain() == DEFAULTS


@pytest.mark.parametrize("key", ["tenant_id", "TenantId", "tenant-id", "job_name", "Job Name"])
def test_no_layer_gives_a_job_another_identity(key: str) -> None:
    merged, problems = merge(f"{key}: globex")
    assert merged.plain() == DEFAULTS
    assert [(each.code, str(each.span)) for each in problems] == [("tag-identity", f"job.yaml:1:{len(key) + 3}")]


def test_identity_is_not_unset_either() -> None:
    merged, problems = merge("tenant_id: null")
    assert (merged.plain(), codes(problems)) == (DEFAULTS, ["tag-identity"])


def test_the_same_identity_in_another_spelling_is_fine() -> None:
    merged, problems = merge("{TenantId: acme, Tenant: acme}")
    assert problems == []
    assert own(merged) == {"TenantId": "acme", "Tenant": "acme"}
    assert "tenant_id" not in merged.plain()


@pytest.mark.parametrize("value", ["null", "~", "''", "'  '", "[]", "['', ~]"])
def test_null_and_empty_take_the_lower_layers_tag_away_and_say_so(value: str) -> None:
    merged, problems = merge("", f"finops: {{cost_center: {value}}}", "finops: {cost_center: FIN-001}")
    assert own(merged) == {}
    unset = [each for each in problems if each.code == "tag-unset"]
    assert [str(each.span) for each in unset] == ["job.yaml:1:23"]
    assert "removes the tag `finops.cost_center: FIN-001` of asset.yaml:1:23" in unset[0].message


def test_null_over_nothing_is_said_too() -> None:
    merged, problems = merge("Team: null")
    assert own(merged) == {}
    assert codes(problems) == ["tag-unset"]
    assert "no lower layer has it either" in problems[0].message


def test_a_tag_that_was_unset_and_set_again_still_knows_the_first_value() -> None:
    merged, _ = merge("finops.cost_center: C", "finops: {cost_center: null}", "finops: {cost_center: A}")
    tag = merged.get("finops.cost_center")
    assert tag is not None and (tag.text, [each.text for each in tag.overrode]) == ("C", ["A"])


def test_a_block_that_is_null_says_nothing() -> None:
    assert merge("", "finops: null\ngovernance_overrides: ~", "finops: {a: b}")[1] == []


def test_two_spellings_in_one_layer_are_named_with_both_places() -> None:
    _, problems = merge("CostCenter: A\ncost-center: B\nCOST_CENTER: C")
    assert [(each.code, str(each.span)) for each in problems] == [
        ("tag-key-twice", "job.yaml:2:1"),
        ("tag-key-twice", "job.yaml:3:1"),
    ]
    assert problems[0].message == (
        "`infrastructure.tags.cost-center` is the same tag as `infrastructure.tags.CostCenter` at job.yaml:1:1"
    )


def test_two_blocks_of_the_job_are_one_layer() -> None:
    job = "finops: {}\ngovernance_overrides: {data_product: a, data-product: b}"
    assert codes(merge("", job)[1]) == ["tag-key-twice"]


@pytest.mark.parametrize("key", ["''", "' '", "'-_.'"])
def test_a_key_without_a_name_is_an_error(key: str) -> None:
    merged, problems = merge(f"{key}: x")
    assert (own(merged), codes(problems)) == ({}, ["tag-key-empty"])


def test_two_keys_without_a_name_are_not_called_one_tag() -> None:
    assert codes(merge("{'-': x, '.': y}")[1]) == ["tag-key-empty"] * 2


def test_a_block_of_another_shape_is_named() -> None:
    problems: list[Problem] = []
    job = from_yaml("finops: x\nclassification_overrides: [a]\ngovernance_overrides: 3", "job.yaml")
    merge_tags(IDENTITY, None, with_tags(job, made((), Span("job.yaml"))), NOTHING_EXTRA, problems.append)
    assert codes(problems) == ["tag-block"] * 4
    assert problems[0].message == "`finops` is text, but it is a mapping of keys to values"


@pytest.mark.parametrize(("tenant", "found"), [("ACME", []), ("globex", ["asset-tenant"])])
def test_a_data_contract_of_another_tenant_is_a_warning(tenant: str, found: list[str]) -> None:
    merged, problems = merge("", asset=f"kind: DataContract\ntenant: {tenant}")
    assert (merged.plain(), codes(problems)) == (DEFAULTS, found)


def _layered(*texts: str) -> tuple[Tags, list[Problem]]:
    problems: list[Problem] = []
    layers = [Layer(name, from_yaml(text, f"{name}.yaml")) for name, text in zip("abc", texts, strict=False)]
    root = merge_layers(layers, problems.append)
    asset = read_asset(from_yaml("{finops: {cost_center: asset}, classification: [PII]}", "asset.yaml"))
    return merge_tags(IDENTITY, asset, root, NOTHING_EXTRA, problems.append), problems


def test_a_tag_knows_what_it_overrode_in_lower_yaml_layers_too() -> None:
    merged, problems = _layered(
        "{infrastructure: {tags: {Team: one}}, finops: {cost_center: low}}",
        "infrastructure: {tags: {team: NO}}",  # wrong, but nothing of it is left
        "{infrastructure: {tags: {TEAM: three}}, finops: {cost_center: high}}",
    )
    team, cost = merged.get("team"), merged.get("finops.cost_center")
    assert problems == [] and team is not None and cost is not None
    assert (team.key, team.text) == ("TEAM", "three")
    assert [(each.text, each.layer, str(each.span)) for each in team.overrode] == [
        ("one", "infrastructure", "a.yaml:1:32")
    ]
    assert [(each.text, each.layer) for each in cost.overrode] == [("low", "job"), ("asset", "asset")]


def test_a_tag_that_null_takes_from_a_lower_yaml_layer_counts_as_removed() -> None:
    merged, problems = _layered("infrastructure: {tags: {Team: one}}", "infrastructure: {tags: {Team: null}}")
    assert problems == [] and merged.get("Team") is None
    assert [(each.key, each.overrode[0].text) for each in merged.removed] == [("Team", "one")]


def test_a_classification_that_was_overridden_is_shown_as_the_tag_that_it_would_be() -> None:
    merged, _ = _layered(
        "classification_overrides: {default: [SECRET, x]}", "classification_overrides: {default: Public}"
    )
    tag = merged.get("classification.default")
    assert tag is not None and (tag.text, [each.text for each in tag.overrode]) == ("public", ["secret"])

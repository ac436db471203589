"""Keys that the settings declare one tag."""

from __future__ import annotations

import pytest

from dativo_gen.errors import Problem
from dativo_gen.tags.aliases import Aliases, alias_problems, read_aliases
from dativo_gen.tags.fleet import fleet_spelling, spellings
from dativo_gen.tags.merge import Extra
from dativo_gen.tags.tag import Tags
from tests.tags.merging import DEFAULTS, codes, from_yaml, merge, own


def aliases(text: str) -> Aliases:
    node = from_yaml(text, "dativo-gen.yaml")
    assert list(alias_problems(node)) == []
    return read_aliases(node)


def merged_with(text: str, tags: str = "", job: str = "{}", asset: str = "") -> tuple[Tags, list[Problem]]:
    return merge(tags, job, asset, Extra(aliases=aliases(text)))


COST = "{finops.cost_center: [CostCenter, charge_to]}"


def test_aliases_are_one_tag_across_layers_with_the_highest_layers_spelling() -> None:
    merged, problems = merged_with(COST, "{cost-center: C}", "finops: {cost_center: B}", "finops: {cost_center: A}")
    assert (own(merged), problems) == ({"cost-center": "C"}, [])
    tag = merged.get("finops.cost_center")
    assert tag is not None and tag is merged.get("CostCenter")
    assert (tag.known_as, [each.text for each in tag.overrode]) == ("finops.cost_center", ["B", "A"])


def test_a_canonical_alias_gives_the_tag_its_registered_name() -> None:
    merged, _ = merged_with("{finops.cost_center: {names: [CostCenter], canonical: true}}", "{COST_CENTER: C}")
    assert own(merged) == {"finops.cost_center": "C"}


def test_without_aliases_they_are_two() -> None:
    assert own(merge("{CostCenter: C}", "finops: {cost_center: B}")[0]) == {
        "CostCenter": "C",
        "finops.cost_center": "B",
    }


def test_two_aliases_in_one_layer_are_named_with_the_registry() -> None:
    _, problems = merged_with(COST, "{CostCenter: A, charge_to: B}")
    assert codes(problems) == ["tag-key-twice"]
    assert problems[0].hint == "keep one of the two; `tags.aliases` in the settings makes both `finops.cost_center`"


@pytest.mark.parametrize("text", ["{tenant_id: [customer]}", "{customer: [Tenant-Id]}"])
def test_the_identity_of_a_job_is_protected_under_its_aliases_too(text: str) -> None:
    merged, problems = merged_with(text, "{customer: globex}")
    assert (merged.plain(), codes(problems)) == (DEFAULTS, ["tag-identity"])
    merged, problems = merged_with(text, "{customer: acme}")
    assert problems == [] and own(merged) == {"customer": "acme"} and "tenant_id" not in merged.plain()


def test_a_list_tag_is_one_under_its_aliases_too() -> None:
    merged, _ = merged_with("{compliance.regulations: [compliance]}", "{compliance: 'GDPR, SOC2'}")
    tag = merged.get("compliance")
    assert tag is not None and tag.value == ("GDPR", "SOC2")


def test_two_spellings_across_the_fleet_are_found_through_aliases() -> None:
    jobs = [(name, merged_with(COST, f"{{{key}: x}}")[0]) for name, key in [("a", "CostCenter"), ("b", "charge_to")]]
    assert [each.code for each in fleet_spelling(spellings("aws", jobs))] == ["tag-spelling"]
    assert (
        list(fleet_spelling(spellings("aws", [("a", merge("{CostCenter: x}")[0]), ("b", merge("{charge_to: x}")[0])])))
        == []
    )


def test_what_a_layer_took_away_is_remembered_until_a_higher_one_sets_it_again() -> None:
    merged, _ = merged_with("{}", "", "finops: {cost_center: null}", "finops: {cost_center: A}")
    assert [(each.key, each.layer, each.overrode[0].text) for each in merged.removed] == [
        ("finops.cost_center", "job", "A")
    ]
    merged, _ = merged_with("{}", "{finops.cost_center: B}", "finops: {cost_center: null}", "finops: {cost_center: A}")
    assert merged.removed == ()
    merged, _ = merged_with("{}", "{nothing: null}")
    assert merged.removed == ()

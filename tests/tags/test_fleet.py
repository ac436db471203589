"""One tag in two spellings across the fleet."""

from __future__ import annotations

from dativo_gen.tags.fleet import fleet_spelling, spellings
from tests.tags.merging import merge


def test_one_tag_in_two_spellings_across_the_fleet_is_named_once() -> None:
    spelled = ["CostCenter", "CostCenter", "CostCenter", "Cost-Center"]
    jobs = [(f"acme/{number}", merge(f"{key}: x")[0]) for number, key in enumerate(spelled)]
    found = list(fleet_spelling(spellings("aws", jobs)))
    assert [(each.code, str(each.span)) for each in found] == [("tag-spelling", "job.yaml:1:1")]
    assert found[0].message == ("tag `Cost-Center` (acme/3) is spelled `CostCenter` in 3 jobs, as at job.yaml:1:1")


def test_a_default_that_a_job_spells_anew_does_not_count_against_itself() -> None:
    assert list(fleet_spelling(spellings("aws", [("a", merge("Environment: production")[0])]))) == []


def test_a_default_in_one_job_and_another_spelling_in_the_next_is_named_once() -> None:
    jobs = [("a", merge()[0]), ("b", merge("Environment: x")[0]), ("c", merge("Environment: y")[0])]
    found = list(fleet_spelling(spellings("aws", jobs)))
    assert len(found) == 1
    assert "tag `environment` (a) is spelled `Environment` in 2 jobs" in found[0].message
    assert found[0].hint.startswith("give it as `Environment` under infrastructure.tags")
    assert list(fleet_spelling(spellings("aws", reversed(jobs)))) == found


def test_the_place_of_a_spelling_is_where_somebody_wrote_it() -> None:
    written = [(name, merge("Team: x\nenvironment: y")[0]) for name in "ab"]
    others = [(name, merge("Environment: x")[0]) for name in "defg"]
    found = list(fleet_spelling(spellings("aws", [("c", merge()[0]), *written, *others])))
    assert [str(each.span) for each in found] == ["job.yaml:2:1"]
    assert found[0].hint.startswith("spell it `Environment`:")
    assert "(a, b, c)" in found[0].message


def test_a_fleet_that_agrees_has_nothing_to_say() -> None:
    assert list(fleet_spelling(spellings("aws", [("a", merge("Team: x")[0]), ("b", merge("Team: y")[0])]))) == []

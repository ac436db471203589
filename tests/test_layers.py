"""Layers merge deeply, and every value knows where it stands and what it overrode."""

from __future__ import annotations

import pytest

from dativo_gen.dialect import one_model
from dativo_gen.errors import Problem
from dativo_gen.layers import merge_layers
from dativo_gen.node import Node, plain
from dativo_gen.source import read_yaml


def _merged(*texts: str) -> tuple[Node, list[Problem]]:
    problems: list[Problem] = []
    layers = [
        one_model(name, read_yaml(f"{name}.yaml", text.encode(), name), problems.append)
        for name, text in zip("abcd", texts, strict=False)
    ]
    return merge_layers(layers, problems.append), problems


@pytest.mark.parametrize(
    ("texts", "result"),
    [
        (("x: {a: 1, b: 2}", "x: {b: 3, c: 4}"), {"x": {"a": 1, "b": 3, "c": 4}}),
        (("x: [1, 2]", "x: [3]"), {"x": [3]}),
        (("x: [1, 2]", "x: 3"), {"x": 3}),
        (("x: {a: 1}", "x:"), {"x": None}),
        (("x: {a: 1}", "x:", "x: {b: 2}"), {"x": {"b": 2}}),
        (("x: {a: {b: {c: 1}}}", "x: {a: {b: {d: 2}}}"), {"x": {"a": {"b": {"c": 1, "d": 2}}}}),
    ],
)
def test_layers_merge(texts: tuple[str, ...], result: object) -> None:
    merged, problems = _merged(*texts)
    assert (plain(merged), problems) == (result, [])


@pytest.mark.parametrize(("lower", "upper"), [("x: {a: 1}", "x: 1"), ("x: {a: 1}", "x: [1]"), ("x: 1", "x: {a: 1}")])
def test_a_mapping_that_meets_something_else_is_told_with_both_places(lower: str, upper: str) -> None:
    _, (problem,) = _merged(lower, upper)
    assert problem.code == "layer-clash"
    assert problem.span.file == "b.yaml"
    assert "a.yaml:1:4" in problem.message


def test_a_value_remembers_its_file_and_all_that_it_overrode() -> None:
    merged, _ = _merged("x: {a: 1}", "x: {a: 2}", "x: {a: 3}")
    node = merged.get("x", "a")
    assert node is not None
    assert (node.layer, node.span.file) == ("c", "c.yaml")
    assert [(each.layer, each.value) for each in node.overrode] == [("b", 2), ("a", 1)]


@pytest.mark.parametrize(
    ("texts", "tags"),
    [
        (("{CostCenter: a, Team: x}", "{cost_center: b}"), {"cost_center": "b", "Team": "x"}),
        (("{CostCenter: a}", "{cost-center: b}", "{COSTCENTER: c}"), {"COSTCENTER": "c"}),
        (("{Owner: a}", "{owner: null}"), {"owner": None}),
        # two spellings in one layer stay two, so that the merge of tags can name them
        (("{CostCenter: a, cost_center: b}", "{cost-center: c}"), {"cost-center": "c", "cost_center": "b"}),
        (("{CostCenter: a}", "{cost_center: b, cost-center: c}"), {"cost_center": "b", "cost-center": "c"}),
        (("{CostCenter: a}", "{CostCenter: b, cost_center: c}"), {"CostCenter": "b", "cost_center": "c"}),
    ],
)
def test_a_tag_in_another_spelling_takes_the_place_of_the_lower_layers(
    texts: tuple[str, ...], tags: dict[str, str]
) -> None:
    merged, problems = _merged(*(f"infrastructure: {{tags: {text}}}" for text in texts))
    node = merged.get("infrastructure", "tags")
    assert node is not None and (plain(node), problems) == (tags, [])


def test_other_keys_than_tags_are_not_taken_for_one() -> None:
    merged, _ = _merged("infrastructure: {metadata: {Team: a}}", "infrastructure: {metadata: {team: b}}")
    assert plain(merged) == {"infrastructure": {"metadata": {"Team": "a", "team": "b"}}}

"""Both spellings of `infrastructure` become one."""

from __future__ import annotations

import pytest

from dativo_gen.dialect import Layer, one_model, referenced_place
from dativo_gen.errors import Problem
from dativo_gen.node import plain
from dativo_gen.source import read_yaml

PROVIDER = "{provider: aws, region: us-east-1, resources: [{resource_type: s3_bucket, resource_id: b}]}"


def _layer(text: str) -> tuple[Layer, list[Problem]]:
    problems: list[Problem] = []
    return one_model("job", read_yaml("a.yaml", f"infrastructure: {text}\n".encode(), "job"), problems.append), problems


def _read(text: str) -> object:
    layer, problems = _layer(text)
    assert not problems
    return plain(layer.root)["infrastructure"]


@pytest.mark.parametrize(
    ("referenced", "flat"),
    [
        (
            f"{{provider: {PROVIDER}}}",
            "{provider: aws, region: us-east-1, resources: [{resource_type: s3_bucket, resource_id: b}]}",
        ),
        ("{terraform: {backend_config: {bucket: b}}}", "{terraform: {backend: {bucket: b}}}"),
        ("{terraform: {module_path: ./m}}", "{terraform: {module_source: ./m}}"),
        ("{terraform: {module_path: terraform/aws/m}}", "{terraform: {module_source: ./terraform/aws/m}}"),
        ("{terraform: {module_path: 'git::https://x/y.git'}}", "{terraform: {module_source: 'git::https://x/y.git'}}"),
        ("{terraform: {module_path: '${modules}/m'}}", "{terraform: {module_source: '${modules}/m'}}"),
        ("{tags: {owner: a, custom: {Team: b}}}", "{tags: {owner: a, Team: b}}"),
        ("{tags: {custom: text}}", "{tags: {custom: text}}"),
    ],
)
def test_one_thing_in_two_spellings_is_one_model(referenced: str, flat: str) -> None:
    assert _read(referenced) == _read(flat)


@pytest.mark.parametrize("text", ["", "text", "[a]", "{provider: aws}", "{tags: [a], terraform: text}"])
def test_what_is_no_mapping_is_left_for_the_model_to_judge(text: str) -> None:
    layer, problems = _layer(text)
    assert not problems
    assert layer.referenced is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{provider: {provider: aws, region: a}, region: b}", "both-spellings"),
        ("{terraform: {module_path: ./a, module_source: ./a}}", "both-spellings"),
        ("{terraform: {backend: {}, backend_config: {}}}", "both-spellings"),
        ("{tags: {a: 1, custom: {a: 2}}}", "both-spellings"),
        ("{provider: {provider: aws, regoin: a}}", "unknown-key"),
    ],
)
def test_one_thing_in_both_spellings_is_an_error(text: str, code: str) -> None:
    _, problems = _layer(text)
    assert [problem.code for problem in problems] == [code]


@pytest.mark.parametrize(
    ("texts", "line"),
    [
        (["{provider: aws}"], None),
        (["{provider: {provider: aws}}"], 1),
        (["{provider: {provider: aws}}", "{compute: {cpu: 1}}"], 1),
        (["{provider: {provider: aws}}", "{provider: gcp}"], None),
        (["{provider: aws}", "{provider: {region: us-east-1}}"], 1),
    ],
)
def test_the_highest_layer_that_gives_a_provider_decides_the_dialect(texts: list[str], line: int | None) -> None:
    place = referenced_place([_layer(text)[0] for text in texts])
    assert (place.line if place else None) == line

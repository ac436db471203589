"""Names are filled in from a closed set; everything else between the braces is said to be wrong."""

from __future__ import annotations

import pytest

from dativo_gen.errors import Problem, Span
from dativo_gen.interpolate import Names, interpolate, interpolate_job, references
from dativo_gen.node import Node, from_plain, plain
from dativo_gen.source import read_yaml

SPAN = Span("names.yaml")
NAMES = Names(
    {
        name: from_plain(value, SPAN)
        for name, value in {
            "tenant_id": "acme",
            "environment": "prod",
            "job_name": "orders",
            "lake": "acme-lake",
            "subnets": ["a", "b"],
            "days": 30,
            "nothing": None,
        }.items()
    },
    frozenset({"region"}),
)


def _filled(text: str) -> tuple[object, list[str]]:
    problems: list[Problem] = []
    found = interpolate(from_plain(text, SPAN), NAMES, problems.append)
    return plain(found), [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("${tenant_id}", "acme"),
        ("$<tenant_id>", "acme"),
        ("${TENANT_ID}-$<ENVIRONMENT>-${JOB_NAME}", "acme-prod-orders"),
        ("${subnets}", ["a", "b"]),
        ("$<days>", 30),
        ("x${days}", "x30"),
        ("${nothing}", None),
        ("$${tenant_id}", "${tenant_id}"),
        ("$$<tenant_id>", "$<tenant_id>"),
        ("$5 and $", "$5 and $"),
        ("a $$ b", "a $$ b"),
    ],
)
def test_a_name_is_filled_in(text: str, value: object) -> None:
    assert _filled(text) == (value, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("${lak}", "interpolation-unknown"),
        ("${LAKE}", "interpolation-unknown"),
        ("${Tenant_Id}", "interpolation-unknown"),
        ("${region}", "interpolation-unknown"),
        ("${aws:username}", "interpolation-syntax"),
        ("${X:-y}", "interpolation-syntax"),
        ("${tenant_id", "interpolation-syntax"),
        ("$<tenant_id", "interpolation-syntax"),
        ("${}", "interpolation-syntax"),
        ("${ tenant_id }", "interpolation-syntax"),
        ("a-${subnets}", "interpolation-type"),
        ("a-${nothing}", "interpolation-type"),
    ],
)
def test_anything_else_is_an_error_and_stays_as_it_was(text: str, code: str) -> None:
    assert _filled(text) == (text, [code])


def test_there_is_one_pass_so_that_a_value_cannot_bring_names_of_its_own() -> None:
    names = Names({"outer": from_plain("${inner}", SPAN), "inner": from_plain("x", SPAN)})
    problems: list[Problem] = []
    assert plain(interpolate(from_plain("${outer}", SPAN), names, problems.append)) == "${inner}"
    assert not problems


def _job(text: str) -> tuple[Node, list[Problem]]:
    problems: list[Problem] = []
    return interpolate_job(read_yaml("a.yaml", text.encode(), "job"), NAMES, problems.append), problems


def test_what_dativo_resolves_keeps_its_own_names_and_escapes() -> None:
    job, problems = _job('source: {token: "${API_TOKEN}", path: "${tenant_id}/$${x}/${bad:y}", "${job_name}": 1}\n')
    assert plain(job) == {"source": {"token": "${API_TOKEN}", "path": "acme/$${x}/${bad:y}", "orders": 1}}
    assert not problems


@pytest.mark.parametrize("key", ["asset_path", "source_connector_path", "target_connector_path", "infrastructure"])
def test_an_unknown_name_is_an_error_where_this_program_reads(key: str) -> None:
    _, problems = _job(f'{key}: "${{oops}}"\n')
    assert [problem.code for problem in problems] == ["interpolation-unknown"]


def test_a_wrong_name_in_a_key_is_told_at_the_key() -> None:
    _, problems = _job('finops:\n  "${oops}": x\n')
    assert [(problem.span.line, problem.span.column) for problem in problems] == [(2, 3)]


@pytest.mark.parametrize("keys", [("${tenant_id}", "acme"), ("acme", "${tenant_id}")])
def test_two_keys_that_become_one_are_an_error_in_either_order(keys: tuple[str, str]) -> None:
    _, problems = _job(f'finops:\n  "{keys[0]}": x\n  "{keys[1]}": y\n')
    assert [(problem.code, problem.span.line) for problem in problems] == [("interpolation-key", 3)]
    assert "a.yaml:2:3" in problems[0].message


def test_the_text_before_is_remembered_and_untouched_values_are_the_same_objects() -> None:
    before = read_yaml("a.yaml", b'finops: {a: "${tenant_id}", b: [x, y]}\n', "job")
    after = interpolate_job(before, NAMES, lambda problem: None)
    changed, same = after.get("finops", "a"), after.get("finops", "b")
    assert changed is not None and changed.template == "${tenant_id}"
    assert same is before.get("finops", "b")


def test_names_used_anywhere_are_found_but_escaped_ones_are_not() -> None:
    node = from_plain({"a-${x}": ["$<y>", {"b": "$${z}"}]}, SPAN)
    assert references(node) == {"x", "y"}
    assert references(None) == frozenset()

"""Canonical tags -> what a destination gets: worked examples, and everything that cannot stay as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from dativo_gen.errors import Span
from dativo_gen.tags.destination import destination, destinations
from dativo_gen.tags.emit import Entry, otel_attributes
from tests.tags.emitting import again, codes, emitted, tags_of

_EXAMPLES = yaml.safe_load(Path(__file__).with_name("examples.yaml").read_text(encoding="utf-8"))
_LETTERS = {
    "in lower case": "c",
    "characters replaced": "r",
    "items joined": "l",
    "separator inside an item replaced": "L",
    "cut and hashed": "T",
    "hashed": "U",
}
_REASONS = {"UNSET": "tag-unset", "RESERVED": "tag-key-reserved", "UNREPRESENTABLE": "tag-key-unrepresentable"}


def _cells() -> Iterator[Any]:
    for number, key, value, cells in _EXAMPLES["rows"]:
        for place, cell in zip(_EXAMPLES["places"], cells, strict=True):
            yield pytest.param(place, key, value, cell, id=f"{number}-{place}")


@pytest.mark.parametrize(("place", "key", "value", "cell"), list(_cells()))
def test_a_worked_example_comes_out_as_written(place: str, key: str, value: object, cell: str) -> None:
    said = emitted({key: value}, place)
    if cell.startswith("X "):
        assert (said.tags, codes(said)) == ({}, [_REASONS[cell[2:]]])
        return
    text, _, flags = cell.partition(" ^")
    assert _cell(key, said.entries[0], said.destination.prefix) == (text, _flags(flags))


def _cell(key: str, entry: Entry, prefix: str) -> tuple[str, set[str]]:
    own = entry.key.removeprefix(prefix)
    done = {_LETTERS[change.partition(": ")[2]] for change in entry.changes}
    return (entry.value if own == key else f"{own}={entry.value}"), done


def _flags(written: str) -> set[str]:
    """A hash stands for the whole value, so nothing else was done to it; `p` is a way of replacing."""
    return {"U"} if "U" in written else set(written.replace("p", "r"))


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("aws", ("x" * 246 + "-0d4e2ca9", 255)),
        ("gcp", ("x" * 54 + "-0d4e2ca9", 63)),
        ("azure", ("x" * 247 + "-0d4e2ca9", 256)),
        ("kubernetes_label", ("x" * 54 + "-0d4e2ca9", 63)),
        ("dagster_asset", ("x" * 54 + "-0d4e2ca9", 63)),
        ("unity_catalog", ("x" * 300, 300)),
    ],
)
def test_a_value_that_is_too_long_is_cut_and_ends_in_a_hash(place: str, expected: tuple[str, int]) -> None:
    said = emitted({"k": "x" * 300}, place)
    value = said.entries[0].value
    assert (value, len(value)) == expected
    assert codes(said) == (["tag-shortened"] if expected[1] < 300 else [])


@pytest.mark.parametrize(
    ("place", "key"),
    [
        ("aws", "K" * 118 + "-765fb35c"),
        ("gcp", "k" * 54 + "-765fb35c"),
        ("azure", "K" * 119 + "-765fb35c"),
        ("kubernetes_label", "dativo.io/" + "K" * 54 + "-765fb35c"),
        ("dagster_asset", "K" * 54 + "-765fb35c"),
        ("unity_catalog", "K" * 200),
    ],
)
def test_a_key_that_is_too_long_is_cut_and_ends_in_a_hash(place: str, key: str) -> None:
    assert list(emitted({"K" * 200: "v"}, place).tags) == [key]


def test_keys_that_begin_alike_stay_two_when_they_are_cut() -> None:
    assert len(emitted({"K" * 200 + "a": "1", "K" * 200 + "b": "2"}, "aws").tags) == 2


@pytest.mark.parametrize(("place", "count"), [("aws", 0), ("gcp", 0), ("azure", 0)])
def test_owner_and_owner_with_two_values_collide_where_case_makes_no_difference(place: str, count: int) -> None:
    said = emitted({"Owner": "a", "owner": "b"}, place)
    assert (len(said.tags), codes(said)) == (count, ["tag-key-collision"])


@pytest.mark.parametrize("place", ["kubernetes_label", "dagster_asset", "unity_catalog", "glue_parameters"])
def test_owner_and_owner_are_two_keys_where_case_makes_a_difference(place: str) -> None:
    said = emitted({"Owner": "a", "owner": "b"}, place)
    assert (len(said.tags), codes(said)) == (2, [])


@pytest.mark.parametrize("place", ["aws", "gcp", "azure"])
def test_two_keys_that_become_one_with_one_value_are_merged(place: str) -> None:
    said = emitted({"Team": "x", "team": "x"}, place)
    assert (list(said.tags.values()), codes(said)) == (["x"], ["tag-key-merged"])


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("gcp", ["tag-key-collision"]),
        ("unity_catalog", ["tag-key-collision"]),
        ("aws", []),
        ("azure", []),
        ("aws_cur", ["tag-report-column"]),
    ],
)
def test_dots_and_underscores_tell_keys_apart_in_aws_but_not_in_its_report(place: str, expected: list[str]) -> None:
    assert codes(emitted({"finops.cost_center": 1, "finops_cost_center": 2}, place)) == expected


def test_a_collision_names_both_keys_both_values_both_places_and_the_destination() -> None:
    (problem,) = emitted({"Owner": "a", "owner": "b"}, "gcp").problems
    assert problem.span == Span("job.yaml", 2, 1)
    assert problem.message == "`owner: b` and `Owner: a` at job.yaml:1:1 are one as a GCP label: `owner`"


def test_of_three_that_collide_each_is_told_against_one_with_another_value() -> None:
    said = emitted({"a b": "1", "a.b": "1", "a/b": "2"}, "gcp")
    assert said.tags == {}
    assert [each.message for each in said.problems] == [
        "`a.b: 1` and `a/b: 2` at job.yaml:3:1 are one as a GCP label: `a_b`",
        "`a/b: 2` and `a b: 1` at job.yaml:1:1 are one as a GCP label: `a_b`",
    ]


def test_twelve_tags_of_an_object_lose_two_and_the_error_names_them() -> None:
    data = {"environment": "prod", "tenant_id": "acme"} | {f"k{number:02}": "v" for number in range(1, 11)}
    said = emitted(data, "aws_s3_object")
    (problem,) = said.problems
    assert (problem.code, problem.span.line) == ("tag-count", 11)
    assert problem.message == (
        "12 tags are too many as a tag of an S3 object: a resource has room for 10; lost would be `k09`, `k10`"
    )
    assert set(said.tags) == set(list(data)[:10])


def test_what_cost_reports_need_stays_first_however_keys_are_spelled() -> None:
    data = {f"A{number:02}": "v" for number in range(20)} | {"zone": "1", "Tenant-ID": "acme", "FinopsCostCenter": "1"}
    said = emitted(data, "aws_s3_object")
    assert set(said.tags) == {"Tenant-ID", "FinopsCostCenter"} | {f"A{number:02}" for number in range(8)}


def test_the_reserve_leaves_room_for_tags_that_others_add() -> None:
    data = {f"k{number:02}": "v" for number in range(45)}
    (problem,) = emitted(data, "aws").problems
    assert "room for 40, 50 less 10 kept for tags that others add; lost would be `k40`" in problem.message
    assert emitted(data, destination("aws").tuned(reserve=5)).problems == ()


def test_annotations_have_room_for_so_many_bytes_together() -> None:
    said = emitted({"b": "x" * 200_000, "a": "é" * 40_000, "tenant_id": "acme"}, "kubernetes_annotation")
    (problem,) = said.problems
    assert (problem.code, problem.span.line) == ("tag-count", 1)
    assert problem.message == (
        "the tags together have 280045 bytes as a Kubernetes annotation, and 262144 are allowed; lost would be `b`"
    )
    assert set(said.tags) == {"dativo.io/a", "dativo.io/tenant_id"}


def test_a_word_of_glue_is_no_key_of_a_table() -> None:
    said = emitted({"classification": "csv", "classification.default": "pii"}, "glue_parameters")
    assert (said.tags, codes(said)) == ({"classification.default": "pii"}, ["tag-key-reserved"])


def test_what_becomes_a_reserved_key_is_refused_too() -> None:
    assert codes(emitted({"#aws:team": "data"}, "aws")) == ["tag-key-reserved"]


def test_a_value_does_not_become_a_reserved_one() -> None:
    assert emitted({"k": "(aws:team"}, "aws").tags == {"k": "aws-team"}


def test_airflow_gets_one_text_for_key_and_value_of_a_hundred_characters() -> None:
    said = emitted({"k": "x" * 200, "finops.business_tags": ["payments", "revenue"]}, "airflow")
    assert said.tags == {
        "k": "k:" + "x" * 89 + "-d54a30e1",
        "finops.business_tags": "finops.business_tags:payments,revenue",
    }
    assert len(said.tags["k"]) == 100


def test_attributes_of_open_telemetry_are_encoded_as_in_urls() -> None:
    data = {"finops.business_tags": ["payments", "revenue"], "Owner": "data-team@acme.com", "a=b": "50%"}
    assert otel_attributes(tags_of(data)) == (
        "Owner=data-team%40acme.com,a_b=50%25,finops.business_tags=payments%2Crevenue"
    )


def test_an_item_that_leaves_nothing_is_hashed_and_the_others_are_kept() -> None:
    said = emitted({"k": ["データ基盤", "data"]}, "gcp")
    assert (said.tags, codes(said)) == ({"k": "x-73404ac8__data"}, ["tag-value-hashed"])


def test_text_that_is_a_list_by_its_commas_is_treated_as_one() -> None:
    assert emitted({"k": "データ基盤, data,,"}, "gcp").tags == {"k": "x-73404ac8__data"}


def test_a_key_that_has_the_prefix_gets_no_second_one() -> None:
    assert emitted({"dativo.io/team": "data"}, "kubernetes_label").tags == {"dativo.io/team": "data"}


def test_lengths_count_in_the_unit_of_the_destination() -> None:
    assert len(emitted({"k": "é" * 255}, "aws").tags["k"]) == 255
    assert len(emitted({"k": "é" * 255}, "azure").tags["k"].encode()) <= 256
    assert len(emitted({"k": "𐐀" * 200}, "aws").tags["k"].encode("utf-16-le")) // 2 <= 255


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("PascalCase", "FinopsCostCenter"),
        ("kebab-case", "finops-cost-center"),
        ("snake_case", "finops_cost_center"),
        ("as-written", "finops.cost_center"),
    ],
)
def test_keys_are_brought_into_the_style_of_the_policy(style: str, expected: str) -> None:
    to = destination("aws").tuned(key_style=style)
    said = emitted({"finops.cost_center": "1"}, to)
    assert (list(said.tags), again(said).tags) == ([expected], said.tags)


def test_a_style_that_makes_one_key_of_two_is_a_collision() -> None:
    assert codes(emitted({"a.bc": "1", "ab.c": "2"}, destination("aws").tuned(key_style="PascalCase"))) == [
        "tag-key-collision"
    ]


def test_the_same_tags_say_the_same_at_every_place_whether_or_not_they_were_emitted_before() -> None:
    data = {"Owner": "data-team@acme.com", "on": True, "one": 1, "text": "1", "float": 1.0}
    for name in destinations():
        first, second = emitted(data, name), emitted(dict(reversed(data.items())), name)
        assert first.tags == second.tags
    assert emitted(data, "aws").tags == {k: str(v).lower() for k, v in data.items()}

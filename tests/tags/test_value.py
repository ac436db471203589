"""What a value in YAML becomes as the value of a tag."""

from __future__ import annotations

import pytest

from tests.tags.merging import codes, merge, merge_data, node, own


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("HR-001", "HR-001"),
        ("'0123'", "0123"),
        ("1042", "1042"),
        ("0", "0"),
        ("-5", "-5"),
        ("1.5", "1.5"),
        ("true", "true"),
        ("false", "false"),
        ("2024-01-01", "2024-01-01"),
        ("[a, 2, true]", "a,2,true"),
        ("'a,b'", "a,b"),
        ("'NO'", "NO"),
    ],
)
def test_a_value_keeps_its_text(value: str, text: str) -> None:
    merged, problems = merge(f"Key: {value}")
    assert problems == []
    assert own(merged) == {"Key": text}


@pytest.mark.parametrize(
    ("value", "reading"),
    [
        ("0123", "`0123`, which YAML reads as the number 83"),
        ("1_000", "`1_000`, which YAML reads as the number 1000"),
        ("1:30", "`1:30`, which YAML reads as the number 90"),
        ("0x1F", "`0x1F`, which YAML reads as the number 31"),
        ("+5", "`+5`, which YAML reads as the number 5"),
        ("1.10", "`1.10`, which YAML reads as the number 1.1"),
        ("NO", "`NO`, which YAML reads as `false`"),
        ("on", "`on`, which YAML reads as `true`"),
        ("0x" + "f" * 120, f"`0x{'f' * 58}...`, which YAML reads as a very large number"),
    ],
)
def test_what_yaml_changes_is_an_error_that_says_what_yaml_made_of_it(value: str, reading: str) -> None:
    merged, problems = merge(f"Key: {value}")
    assert own(merged) == {}
    assert codes(problems) == ["tag-value-yaml"]
    assert problems[0].message == f"`infrastructure.tags.Key` is written {reading}"
    assert "in quotes" in problems[0].hint


def test_a_number_that_is_not_finite_is_an_error() -> None:
    assert codes(merge("{A: .inf, B: .nan}")[1]) == ["tag-value-yaml"] * 2
    assert codes(merge_data(node({"a": float("inf")}), node({}))[1]) == ["tag-value-yaml"]


@pytest.mark.parametrize(("value", "column"), [("{a: b}", 6), ("[[1]]", 7), ("[{a: b}]", 7)])
def test_a_mapping_or_a_nested_list_is_no_tag(value: str, column: int) -> None:
    merged, problems = merge(f"Key: {value}", "finops: {a: {b: c}}")
    assert own(merged) == {}
    assert codes(problems) == ["tag-value-type"] * 2
    assert str(problems[1].span) == f"job.yaml:1:{column}"


@pytest.mark.parametrize(
    ("value", "items", "found"),
    [
        ("'payments,revenue'", ("payments", "revenue"), []),
        ("' payments, , revenue '", ("payments", "revenue"), []),
        ("payments", ("payments",), []),
        ("[b, a, b]", ("b", "a"), ["tag-list-item"]),
        ("[a, '', null]", ("a",), ["tag-list-item"] * 2),
        ("[1, '1']", (1,), ["tag-list-item"]),
        ("['a,b', c]", ("a,b", "c"), ["tag-list-comma"]),
        ("[' a']", ("a",), ["tag-whitespace"]),
        ("7", (7,), []),
    ],
)
def test_a_list_keeps_its_order_without_blanks_and_repetitions(
    value: str, items: tuple[object, ...], found: list[str]
) -> None:
    merged, problems = merge("", f"finops: {{business_tags: {value}}}")
    tag = merged.get("finops.business_tags")
    assert tag is not None and tag.value == items
    assert codes(problems) == found


def test_a_list_with_one_bad_item_names_every_bad_item() -> None:
    assert codes(merge("Key: [NO, a, {b: c}, 0123]")[1]) == [
        "tag-value-yaml",
        "tag-value-type",
        "tag-value-yaml",
    ]


def test_white_space_becomes_one_space_and_that_is_said() -> None:
    merged, problems = merge('"Data  Team ": "a\\tb\\n"')
    assert own(merged) == {"Data Team": "a b"}
    assert codes(problems) == ["tag-whitespace"] * 2


def test_text_is_composed_without_a_word() -> None:
    merged, problems = merge('"Équipe": "Donne\\u0301es"')
    assert (own(merged), problems) == ({"Équipe": "Données"}, [])

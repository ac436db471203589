"""The keys in which two readings of a YAML file differ."""

from __future__ import annotations

import pytest

from dativo_gen.compared import differences
from dativo_gen.source import read_yaml


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a: 1", "a: 1", []),
        ("a: {b: 1, c: 2}", "# said\na:\n  b: 1\n\n  c: 2 # too\n", []),
        ('a: "x"', "a: x", []),
        ("a: |\n  x\n", 'a: "x\\n"', []),
        ("a: &x {b: 1}\nc: *x", "a: {b: 1}\nc: {b: 1}", []),
        ("a: {b: {c: 1}}", "a: {b: {c: 2}}", ["a.b.c changed"]),
        ("a: 1", 'a: "1"', ["a changed"]),
        ("a: 1.0", "a: 1.00", ["a changed"]),
        ("a: true", "a: 1", ["a changed"]),
        ("a: 1\nb: 2", "b: 2", ["a removed"]),
        ("b: 2", "b: 2\na: {c: 1}", ["a added"]),
        ("a: {b: 1}", "a: 1", ["a changed"]),
        ("a: [1, 2]", "a: [1, 3]", ["a[1] changed"]),
        ("a: [1, 2]", "a: [1, 2, 3]", ["a changed"]),
        ("a: 1\nb: 2", "b: 2\na: 1", [" in another order"]),
        ("on: 1", '"on": 1', [" in another order"]),
        ("a.b: 1", "a.b: 2", ['"a.b" changed']),
    ],
)
def test_values_and_their_order_count_and_nothing_else(old: str, new: str, expected: list[str]) -> None:
    found = differences(read_yaml("f", old.encode(), ""), read_yaml("f", new.encode(), ""))
    assert [f"{each.key} {each.what}" for each in found] == expected

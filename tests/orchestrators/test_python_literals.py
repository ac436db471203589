"""What goes into a Python literal comes out of Python, and no formatter has anything to change."""

from __future__ import annotations

import ast
import math
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dativo_gen.errors import Span
from dativo_gen.node import Node, from_plain, made
from dativo_gen.orchestrators.python import Call, Name, literal, name, string
from dativo_gen.terraform.hcl import mark, strip_marks
from tests.nasty import STRINGS

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
DATA = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4))
BIG = 10**4000


def node(value: object, line: int) -> Node:
    span = Span("job_configs/acme/a.yaml", line, 3)
    return Node(value, span, Span(span.file, line, 1))  # type: ignore[arg-type]  # scalars and containers of nodes


def ruff(text: str, *arguments: str) -> str:
    """What ruff makes of a file, or says about it, with its own settings."""
    command = [sys.executable, "-m", "ruff", *arguments, "--isolated", "--target-version", "py310", "-"]
    told = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


def assert_left_alone(text: str) -> None:
    for length in ("60", "88", "120", "320"):
        assert ruff(text, "format", "--line-length", length) == text
    ruff(text, "check")


@given(DATA)
@settings(max_examples=200)
def test_data_reads_back_as_it_was(data: object) -> None:
    assert ast.literal_eval(literal(data)) == data


@given(TEXT)
@settings(max_examples=200)
def test_a_text_is_one_line_without_anything_invisible(text: str) -> None:
    written = string(text)
    assert len(written.splitlines()) == 1
    assert not any(letter in written for letter in "\x00\x1b\x7f\xa0\u200b\u202e\ue000\ufeff")


@pytest.mark.parametrize("text", STRINGS)
def test_a_nasty_string_reads_back(text: str) -> None:
    assert ast.literal_eval(string(text)) == text


def test_a_formatter_and_a_linter_leave_every_literal_alone() -> None:
    """Numbers, quotes, escapes, nesting and very long lines; one file, since starting ruff takes its time."""
    numbers = [0, -1, BIG, 1.0, -0.5, 1e16, 1e-7, 1.5e300, -1e22, True, None]
    quotes = ["'", '"', "'\"", '""\'', "''\"", "\\", "\\'", '\\"', "\\N{DASH}", "\\xAB", "\x1b", "\x9f", "x" * 500]
    nested = {"a": {}, "b": [], "c": [[], {}, [1]], "d": {"e": {"f": [{"g": "h" * 200}]}}, "k" * 200: "v" * 200}
    drawn = {text: text for text in STRINGS}
    call = Call("timedelta", (1,), {"seconds": 2, "nested": Call("Thing"), "name": Name("THING")})
    lines = [f"call(\n    {literal(each, 4)},\n)\n" for each in (numbers, quotes, nested, drawn, call)]
    assert_left_alone("from here import THING, Thing, call, timedelta\n\n" + "".join(lines))


def test_lists_and_tuples_become_lists_and_empty_ones_stay_on_their_line() -> None:
    assert literal(("a", ())) == '[\n    "a",\n    [],\n]'


def test_the_indent_is_that_of_the_line_on_which_the_literal_begins() -> None:
    assert literal({"a": [1]}, 4) == '{\n        "a": [\n            1,\n        ],\n    }'


def test_keys_keep_their_order() -> None:
    assert list(ast.literal_eval(literal({"b": 1, "a": 2}))) == ["b", "a"]


@pytest.mark.parametrize("number", [math.inf, -math.inf])
def test_infinity_is_a_call(number: float) -> None:
    assert eval(literal(number), {"float": float}) == number


def test_what_is_not_a_number_is_a_call() -> None:
    assert math.isnan(eval(literal(math.nan), {"float": float}))


@pytest.mark.parametrize("text", ["\ud800", "a\udfffb"])
def test_half_a_surrogate_pair_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="surrogate"):
        literal([text])


@pytest.mark.parametrize("value", [object(), b"bytes", {1: "a"}, {"a", "b"}])
def test_what_is_no_data_of_yaml_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"no literal|not text"):
        literal(value)


@pytest.mark.parametrize("text", ["os.system('x')", "a b", "class", "a.import", "", "é", "a-b", "a\n"])
def test_only_a_name_is_written_as_code(text: str) -> None:
    with pytest.raises(ValueError, match="no name"):
        name(text)


def test_a_call_refuses_an_argument_that_is_no_name() -> None:
    with pytest.raises(ValueError, match="no name"):
        literal(Call("timedelta", named={"seconds=0, days": 1}))


def _lines(value: object) -> Iterable[tuple[str, list[int]]]:
    text, places = strip_marks(literal(value))
    return [(line, [place.line for place in found]) for line, found in zip(text.split("\n"), places, strict=True)]


def test_each_line_knows_the_places_it_came_from() -> None:
    data = node({"a": node("x", 2), "b": node((node(1, 4),), 3), "c": node({}, 5)}, 1)
    assert _lines(data) == [
        ("{", [1]),
        ('    "a": "x",', [2]),
        ('    "b": [', [3]),
        ("        1,", [4]),
        ("    ],", []),
        ('    "c": {},', [5]),
        ("}", []),
    ]


def test_a_mark_in_the_data_is_no_mark() -> None:
    text = mark(Span("evil.yaml", 9))
    assert strip_marks(literal(made(text, Span("a.yaml"))))[1] == ((Span("a.yaml"),),)


def test_nodes_read_back_as_the_data_they_hold() -> None:
    data = {"a": [1, {"b": None}], "c": "d"}
    assert ast.literal_eval(strip_marks(literal(from_plain(data, Span(str(Path("a.yaml"))))))[0]) == data

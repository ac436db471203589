"""The resolved job's own way of writing YAML gives the same bytes as PyYAML, whatever a job holds."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from dativo_gen.errors import Span
from dativo_gen.node import Node, PlainKey, from_plain, made
from dativo_gen.resolved_yaml import body, by_pyyaml

from .nasty import STRINGS

HERE = Span("a.yaml")
WORDS = [
    *STRINGS,
    *(
        "yes",
        "null",
        "~",
        "=",
        "<<",
        "0123",
        "1_000",
        "2024-01-01",
        "1:30",
        ".inf",
        "0x1F",
        "1e3",
        "-",
        "---",
        "...",
        "...a",
    ),
    *(
        "a: b",
        "a:",
        ":a",
        "a #b",
        "#a",
        "- a",
        "? a",
        "a,b",
        "[a]",
        "{a}",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a`",
        "'a'",
        '"a"',
    ),
    *(
        " a",
        "a ",
        "a  b",
        "a\n",
        "a\n\n",
        "\na",
        "a\n b\n",
        "a\nb",
        " a\nb",
        "\n",
        "\t",
        "a\tb",
        "x" * 130,
        "word " * 40,
    ),
    *(
        "key: value " * 20,
        "\u00e9" * 60 + " b" * 40,
        "/app/" + "long/" * 30,
        "a\x85b",
        "a\u2028b",
        "\ufeff",
        "\x00",
        "",
    ),
]
TEXTS = st.sampled_from(WORDS) | st.text(max_size=40) | st.text("ab:#-' \n", max_size=140)
NUMBERS = st.sampled_from(["0123", "1.10", "2024-01-01", "on", "", "1e3", "12:30:45"])


def _written(text: str) -> Node:
    return Node(1, HERE, HERE, written=text)


SCALARS = st.one_of(
    TEXTS.map(lambda text: made(text, HERE)),
    NUMBERS.map(_written),
    st.sampled_from([None, True, False, 0, -7, 1.5, float("inf")]).map(lambda value: made(value, HERE)),
    st.just(Node(None, HERE, HERE, overrode=(made(1, HERE),))),
)
KEYS = TEXTS | st.sampled_from(["on", "1", "2024-01-01", "a", ""]).map(PlainKey)


def _containers(inside: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    lists = st.lists(inside, max_size=4).map(lambda items: made(tuple(items), HERE))
    return lists | st.dictionaries(KEYS, inside, max_size=4).map(lambda items: made(items, HERE))


NODES = st.recursive(SCALARS, _containers, max_leaves=20)


@given(NODES)
@example(from_plain({"sql": "select 1\n", "keep": "a\n\n", "last": "b\n\n"}, HERE))
@example(from_plain({"a": {"b": {"c": [[["word " * 40]], {"d": "word " * 40}]}}}, HERE))
@example(made({"a": made({PlainKey(""): made(1, HERE)}, HERE)}, HERE))
@example(from_plain({"k" * 90: {"l" * 101: "word " * 40}}, HERE))
def test_any_document_is_written_as_pyyaml_writes_it(node: Node) -> None:
    assert body(node) == by_pyyaml(node)


@pytest.mark.parametrize("text", WORDS)
@pytest.mark.parametrize("width", [1, 60, 104, 108, 120])
def test_a_text_is_written_alike_at_any_place(text: str, width: int) -> None:
    document = from_plain({"k" * width: text, "list": [text, [text], {"in": [{text: text}]}], text: [text]}, HERE)
    assert body(document) == by_pyyaml(document)


@pytest.mark.parametrize("length", range(88, 112))
def test_lines_are_folded_at_the_same_column(length: int) -> None:
    for text in (
        "a" * length + " b c",
        "1 " + "a" * length + ": b",
        "'" + "a " * (length // 2),
        "\u00e9 " * (length // 2),
    ):
        document = from_plain({"a": text, "b": {"c": [text, {"d": text}]}, "e": [[text]]}, HERE)
        assert body(document) == by_pyyaml(document)


@given(NODES)
def test_what_is_written_is_read_as_one_document(node: Node) -> None:
    list(yaml.parse(body(made({"a": node}, HERE)), Loader=yaml.CSafeLoader))

"""The bytes of a YAML file become data whose every part knows its place, or problems that do."""

from __future__ import annotations

import pytest

from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.node import plain
from dativo_gen.source import MAX_BYTES, MAX_DEPTH, SURELY_FLAT, read_yaml


def _wrong(data: bytes) -> list[tuple[int, int, str]]:
    return [(each.span.line, each.span.column, each.code) for each in _problems(data)]


def _problems(data: bytes) -> tuple[Problem, ...]:
    with pytest.raises(Rejected) as caught:
        read_yaml("a.yaml", data, "job")
    return caught.value.problems


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_places_do_not_depend_on_line_ends_or_a_byte_order_mark(line_end: str, mark: str) -> None:
    text = mark + line_end.join(["tenant_id: acme", "infrastructure:", "  compute: {cpu: é, memory: 2}", ""])
    node = read_yaml("a.yaml", text.encode(), "job")
    memory = node.get("infrastructure", "compute", "memory")
    assert memory is not None
    assert (memory.span, memory.key_span) == (Span("a.yaml", 3, 29), Span("a.yaml", 3, 21))
    assert plain(node) == {"tenant_id": "acme", "infrastructure": {"compute": {"cpu": "é", "memory": 2}}}


@pytest.mark.parametrize("data", [b"", b"# only a comment\n", b"---\n# nothing\n"])
def test_an_empty_file_is_an_empty_mapping(data: bytes) -> None:
    assert plain(read_yaml("a.yaml", data, "job")) == {}


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        (b"a: 1\nb:\n  c: 1\n  c: 2\n", [(4, 3, "yaml-key-twice")]),
        (b"a: 1\n\xff\n", [(2, 1, "file-not-utf8")]),
        (b"\xff\xfea\x00", [(1, 1, "file-not-utf8")]),
        (b"a:\n\tb: 1\n", [(2, 1, "yaml-tab")]),
        (b"a: 1\n---\nb: 1\n", [(2, 1, "yaml-documents")]),
        (b"- a\n", [(1, 1, "yaml-not-mapping")]),
        (b"a: *b\n", [(1, 4, "yaml-alias")]),
        (b"a: &a {b: *a}\n", [(1, 4, "yaml-recursion")]),
        (b"a: !Ref x\n", [(1, 4, "yaml-tag")]),
        (b"? [a]\n: b\n", [(1, 3, "yaml-key")]),
        (b"a:\n  <<: text\n", [(2, 7, "yaml-merge")]),
        (b"a: x\x07y\n", [(1, 5, "yaml-character")]),
        (b"a: {b: 1, b: 2, c: !x 1}\n", [(1, 11, "yaml-key-twice"), (1, 20, "yaml-tag")]),
    ],
)
def test_what_is_wrong_is_named_with_its_place(data: bytes, wrong: list[tuple[int, int, str]]) -> None:
    assert _wrong(data) == wrong


def test_a_file_over_the_limit_is_not_read() -> None:
    assert _wrong(b"a: " + b"x" * MAX_BYTES) == [(1, 1, "file-too-large")]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
@pytest.mark.parametrize("levels", [MAX_DEPTH + 5, SURELY_FLAT, 100_000])
def test_no_depth_of_nesting_ends_the_process(opening: str, levels: int) -> None:
    assert {code for _, _, code in _wrong(opening.encode() * levels)} <= {"yaml-depth", "yaml-syntax"}


def test_a_deep_file_is_refused_at_the_value_that_is_too_deep() -> None:
    data = b"a: " + b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1) + b"\n" + b"# padding\n" * SURELY_FLAT
    assert _wrong(data) == [(1, 3 + MAX_DEPTH, "yaml-depth")]


def test_a_bomb_of_aliases_is_refused_once() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    assert [code for _, _, code in _wrong("\n".join(lines).encode())] == ["yaml-aliases"]


def test_merged_keys_keep_the_place_of_the_anchor_and_own_keys_win() -> None:
    node = read_yaml("a.yaml", b"base: &b {cpu: 1, memory: 2}\njob:\n  <<: *b\n  memory: 4\n", "job")
    job = node.get("job")
    assert job is not None
    assert plain(job) == {"cpu": 1, "memory": 4}
    assert (job.items["cpu"].span.line, job.items["memory"].span.line) == (1, 4)


@pytest.mark.parametrize(
    ("written", "value"),
    [("0123", 83), ("0x1F", 31), ("1_000", 1000), ("1.10", 1.1), ("NO", False), ("1:30", 90), ("~", None)],
)
def test_a_plain_scalar_remembers_how_it_was_written(written: str, value: object) -> None:
    node = read_yaml("a.yaml", f"a: {written}\n".encode(), "job").items["a"]
    assert (node.value, node.text) == (value, written)


def test_a_date_stays_the_text_that_was_written() -> None:
    assert plain(read_yaml("a.yaml", b"a: 2024-01-01\n", "job")) == {"a": "2024-01-01"}

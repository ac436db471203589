"""The manifest's text: what it is, that it comes back, and that a bad one is never taken for none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dativo_gen.codes import CODES
from dativo_gen.errors import Rejected
from dativo_gen.manifest import Entry, Journal, Manifest, digest, dump, dump_journal, parse, parse_journal

A, B = digest("a"), digest("b")
WHOLE = Manifest({"main.tf": Entry(A, ("jobs/x.yaml",))}, {"jobs/x.yaml": B}, {"backend": {"type": "s3"}})

names = st.text("abc.-_é/", min_size=1, max_size=12).filter(
    lambda name: all(part and part.strip(".") for part in name.split("/"))
)
hashes = st.binary(max_size=4).map(digest)
entries = st.builds(Entry, hashes, st.lists(st.text(max_size=8), unique=True).map(lambda each: tuple(sorted(each))))
records = st.none() | st.dictionaries(
    st.text(max_size=5),
    st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5),
)
manifests = st.builds(Manifest, st.dictionaries(names, entries), st.dictionaries(st.text(max_size=8), hashes), records)


@given(manifests)
def test_a_manifest_comes_back_as_it_was_written(manifest: Manifest) -> None:
    assert parse(dump(manifest), "x") == manifest


@given(manifests, st.dictionaries(names, st.lists(hashes, unique=True).map(lambda each: tuple(sorted(each)))))
def test_a_journal_comes_back_as_it_was_written(manifest: Manifest, earlier: dict[str, tuple[str, ...]]) -> None:
    journal = Journal(manifest, earlier)
    assert parse_journal(dump_journal(journal), "x") == journal


def test_a_manifest_is_sorted_indented_json() -> None:
    assert dump(WHOLE) == (
        '{\n  "files": {\n    "main.tf": {\n      "from": [\n        "jobs/x.yaml"\n      ],\n'
        f'      "sha256": "{A}"\n    }}\n  }},\n  "format": 1,\n'
        f'  "inputs": {{\n    "jobs/x.yaml": "{B}"\n  }},\n'
        '  "record": {\n    "backend": {\n      "type": "s3"\n    }\n  }\n}\n'
    )


def test_line_ends_do_not_change_a_hash_but_anything_else_does() -> None:
    assert digest("a\r\nb\r\n") == digest(b"a\nb\n")
    assert digest("a\rb") != digest("a\nb")
    assert digest("a\n") != digest("a")


def changed(**keys: Any) -> str:
    return json.dumps({**json.loads(dump(WHOLE)), **keys})


def named(name: str) -> str:
    return changed(files={name: {"sha256": A, "from": []}})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not JSON"),
        ("[]", "is not a JSON object"),
        ("{}", "`format` is not 1"),
        ("[" * 100_000, "cannot be read"),
        ('{"format": 1' + "0" * 5000 + "}", "cannot be read"),
        (changed(format=True), "`format` is not 1"),
        (changed(format="1"), "`format` is not 1"),
        (changed(version="0.1"), "the key `version` is unknown"),
        (changed(files=[]), "`files` is not an object"),
        (changed(inputs={"x": 1}), "64 hexadecimal digits"),
        (changed(record=None), "`record` is not an object"),
        (changed(files={"x": {"sha256": A}}), "other keys"),
        (changed(files={"x": {"sha256": A, "from": "x"}}), "`from` is not a list"),
        (changed(files={"x": {"sha256": A.upper(), "from": []}}), "64 hexadecimal digits"),
        (dump(WHOLE).replace('"format": 1,', '"format": 1, "format": 1,'), "given twice"),
        *[(named(name), "leads out") for name in ("../x", "/etc/x", "a/../../x", "", ".", "a//b", "./a", "a\0")],
    ],
)
def test_an_unknown_manifest_is_a_problem(text: str, message: str) -> None:
    with pytest.raises(Rejected) as caught:
        parse(text, "generated/.dativo-gen.json")
    (problem,) = caught.value.problems
    assert (problem.code, problem.span.file) == ("manifest-unreadable", "generated/.dativo-gen.json")
    assert message in problem.message
    assert problem.code in CODES
    assert problem.hint


def test_a_merge_conflict_is_named_with_its_line() -> None:
    with pytest.raises(Rejected) as caught:
        parse('{\n<<<<<<< ours\n  "format": 1\n}', "x")
    assert str(caught.value.problems[0].span) == "x:2:1"


def test_a_manifest_of_a_newer_format_asks_for_a_newer_program() -> None:
    with pytest.raises(Rejected) as caught:
        parse(changed(format=2, more={}), "x")
    assert [each.code for each in caught.value.problems] == ["manifest-newer"]


def test_a_journal_is_no_manifest() -> None:
    with pytest.raises(Rejected):
        parse(dump_journal(Journal(WHOLE)), "x")
    with pytest.raises(Rejected):
        parse_journal(dump(WHOLE), "x")

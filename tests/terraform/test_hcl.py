"""Whatever goes into a literal comes out of Terraform, and every line knows where it was written."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dativo_gen.errors import Span
from dativo_gen.node import Node, WrittenFloat, WrittenInt
from dativo_gen.terraform.format import format_hcl
from dativo_gen.terraform.hcl import comment, identifier, key, literal, mark, string, strip_marks
from tests.engines.terraform import Terraform
from tests.terraform.conftest import nasty_strings

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
PART = re.compile(r"\$\$\{|%%\{|\\u[0-9a-f]{4}|\\U[0-9a-f]{8}|\\[nrt\"\\]|[^\"\\]", re.DOTALL)


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def read_back(written: str) -> str:
    """What HCL reads in a quoted string; fails where it would see a template or what it does not know."""
    assert written[0] == written[-1] == '"'
    inner, text, position = written[1:-1], "", 0
    while position < len(inner):
        part = PART.match(inner, position)
        assert part, inner[position:]
        assert not inner.startswith(("${", "%{"), position), inner[position:]
        text += _meaning(part.group())
        position = part.end()
    return text


def _meaning(part: str) -> str:
    if part.startswith(("\\u", "\\U")):
        return chr(int(part[2:], 16))
    if part.startswith("\\"):
        return {"n": "\n", "r": "\r", "t": "\t"}.get(part[1], part[1])
    return part[1:] if len(part) == 3 else part


def node(value: object, line: int, column: int = 3) -> Node:
    span = Span("job_configs/acme/a.yaml", line, column)
    return Node(value, span, span)  # type: ignore[arg-type]  # whatever hypothesis draws


@pytest.mark.parametrize("text", nasty_strings())
def test_a_nasty_string_reads_back_from_one_line(text: str) -> None:
    assert "\n" not in string(text)
    assert nfc(read_back(string(text))) == nfc(text)


@given(TEXT)
def test_any_text_reads_back_as_a_value_and_as_a_key(text: str) -> None:
    assert nfc(read_back(string(text))) == nfc(text)
    written = key(text)
    assert written.isascii()
    assert nfc(read_back(written) if written.startswith('"') else written) == nfc(text)


@given(st.text('$%{}~x\\"', max_size=8))
def test_template_characters_read_back_in_every_order(text: str) -> None:
    assert read_back(string(text)) == text


@given(TEXT)
def test_data_never_holds_a_mark(text: str) -> None:
    assert strip_marks(literal({text: [text]}))[0] == literal({text: [text]})


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "null"),
        (True, "true"),
        (0, "0"),
        (-5, "-5"),
        (2**70, "1180591620717411303424"),
        (1.5, "1.5"),
        (1e22, "1e+22"),
        (WrittenInt("83"), "83"),
        (WrittenFloat("1.10"), "1.1"),
        ("żółć", '"żółć"'),
        ("\u00a0\u200d\ue000", '"\\u00a0\\u200d\\ue000"'),
        ("\U000f0000", '"\\U000f0000"'),
        ([], "[]"),
        ({}, "{}"),
        (["a", 1, [True]], '["a", 1, [true]]'),
        ({"a-b": 1, "for": 2, "a.b": 3, "1a": 4, "null": 5, "é": 6}, None),
        ([{"a": 1}], "[\n{\na = 1\n},\n]"),
    ],
)
def test_a_value_has_one_literal(value: object, written: str | None) -> None:
    expected = '{\na-b = 1\n"for" = 2\n"a.b" = 3\n"1a" = 4\nnull = 5\n"\\u00e9" = 6\n}'
    assert literal(value) == (written or expected)


def test_a_list_of_more_than_100_characters_takes_a_line_for_each_item() -> None:
    assert "\n" not in literal(["x" * 96])
    assert literal(["x" * 97]) == f'[\n"{"x" * 97}",\n]'


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        (float("nan"), "nan"),
        (float("inf"), "inf"),
        ("\ud800", "surrogate"),
        ({"\udfff": 1}, "surrogate"),
        ({"\u00e9": 1, "e\u0301": 2}, "given twice"),
        ({1: 2}, "not text"),
        (object(), "no literal"),
    ],
)
def test_what_hcl_cannot_say_is_refused(value: object, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        literal(value)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("made from a.yaml", "# made from a.yaml"),
        ("a\nb\r\n\u2028c\x00", "# a b c\\u0000"),
        ("\ue000x\ud800", "# \\ue000x\ufffd"),
        ("", "#"),
    ],
)
def test_a_comment_stays_one_line(text: str, written: str) -> None:
    assert comment(text) == written


@pytest.mark.parametrize(
    ("name", "good"),
    [("a", True), ("_a-1", True), ("1a", False), ("a.b", False), ("", False), ("a\n", False)],
)
def test_an_identifier_is_told_from_other_text(name: str, good: bool) -> None:
    assert identifier(name) is good


def test_each_line_knows_the_places_of_its_values() -> None:
    value = node(
        {
            "cpu": node(2, 4),
            "subnets": node((node("a", 6), node("b", 7), node("a", 6)), 5),
            "tags": node({"a.b": node("x", 9)}, 8),
            "empty": node({}, 10),
        },
        3,
    )
    text, spans = strip_marks(f"job = {literal(value)}\nlast = 1\n")
    lines = [[span.line for span in each] for each in spans]
    assert lines == [[3], [4], [6, 7], [8], [9], [], [10], [], []]
    assert len(lines) == text.count("\n") == format_hcl(text).count("\n")


def test_a_mark_carries_any_file_name() -> None:
    span = Span('a b:c/"\ue000\ue001%é\n.yaml', 12, 7)
    assert strip_marks(f"x = {mark(span)}1") == ("x = 1", ((span,),))


def test_a_date_is_text_as_written() -> None:
    assert strip_marks(literal(Node("2024-01-01", Span("f"), Span("f"))))[0] == '"2024-01-01"'


@pytest.mark.engine("terraform")
def test_terraform_gives_every_nasty_string_back(plain_terraform: Terraform, tmp_path: Path) -> None:
    texts = nasty_strings() + [chr(code) for code in (*range(0x20, 0x250), 0x1FFFE, 0x10FFFF, 0xFDD0, 0x378)]
    keys = list({nfc(text): text for text in texts}.values())
    outputs = {"values": texts, "keys": dict.fromkeys(keys, "v"), "from_tfvars": None}
    document = "".join(f"output {string(n)} {{\nvalue = {literal(v)}\n}}\n" for n, v in outputs.items() if v)
    document += 'variable "v" {}\noutput "from_tfvars" {\nvalue = var.v\n}\n'
    (tmp_path / "main.tf").write_text(format_hcl(document), encoding="utf-8", newline="\n")
    tfvars = format_hcl(f"v = {literal({'values': texts})}\n")
    (tmp_path / "terraform.tfvars").write_text(tfvars, encoding="utf-8", newline="\n")
    applied = plain_terraform.run(tmp_path, "apply", "-auto-approve")
    assert applied.ok, applied
    found = json.loads(plain_terraform.run(tmp_path, "output", "-json").output)
    assert found["values"]["value"] == [nfc(text) for text in texts]
    assert sorted(found["keys"]["value"]) == sorted(map(nfc, keys))
    assert found["from_tfvars"]["value"] == {"values": [nfc(text) for text in texts]}
    assert plain_terraform.run(tmp_path, "fmt", "-check", "-diff").ok

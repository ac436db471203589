"""`format_hcl` lays text out as `terraform fmt` does: recorded cases, and random ones beside the real one."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dativo_gen.terraform.format import format_hcl
from dativo_gen.terraform.hcl import comment, literal, string
from tests.engines.terraform import Terraform
from tests.terraform.conftest import DATA

CASES: dict[str, dict[str, str]] = json.loads((DATA / "terraform-fmt-corpus.json").read_text())

REFUSED = {
    "heredoc mid group": "heredocs are never written",
    "heredoc indent": "heredocs are never written",
    "crlf": "every generated file has LF line ends",
    "crlf bad": "every generated file has LF line ends",
    "bom": "no generated file begins with a byte order mark",
}
LEFT_ALONE = {
    "interp-only": "values with nothing but a template are written as the expression",
    "template dir": "the insides of templates are written as fmt leaves them",
    "quoted type": "types are never written as text",
    "unquoted labels": "labels are always quoted",
    "combining keys": "keys that are not ASCII are written as escapes, so that width is length",
    "zwj emoji keys": "keys that are not ASCII are written as escapes, so that width is length",
    "flag emoji": "keys that are not ASCII are written as escapes, so that width is length",
}


@pytest.mark.parametrize("name", [name for name in CASES if name not in REFUSED | LEFT_ALONE])
def test_a_recorded_case_comes_out_as_terraform_fmt_left_it(name: str) -> None:
    assert format_hcl(CASES[name]["in"]) == CASES[name]["out"]
    assert format_hcl(CASES[name]["out"]) == CASES[name]["out"]


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_never_written_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"heredoc|not HCL"):
        format_hcl(CASES[name]["in"])


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_cases_outside_the_domain_really_are_outside(name: str) -> None:
    assert format_hcl(CASES[name]["in"]) != CASES[name]["out"]


@pytest.mark.parametrize("text", ['a = "x\n', 'a = "${b("c)}"\n', "a = §\n", "/* a\nb */\n", 'a = "${"\n'])
def test_text_that_does_not_end_on_its_line_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not HCL|does not end"):
        format_hcl(text)


def test_a_template_with_strings_and_braces_inside_is_one_token() -> None:
    text = 'a = "${join("}", [for k, v in { "x" = "${b}" } : v])}-${c}" # d\n'
    assert format_hcl(f"   {text}") == text


def _can_be_written(value: object) -> bool:
    try:
        literal(value)
    except ValueError:
        return False
    return True


NAMES = st.from_regex(r"[a-z_][a-z0-9_-]{0,12}", fullmatch=True).filter(lambda name: name != "for")
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6) | NAMES, inner, max_size=4),
    max_leaves=12,
).filter(_can_be_written)


ATTRIBUTES = st.one_of(
    st.builds(lambda name, value: f"{name} = {literal(value)}", NAMES, VALUES),
    st.builds(lambda name, value: f"{name} = merge(var.{name}, {literal({'k': value})})", NAMES, VALUES),
    st.builds(lambda name: f'{name} = var.{name} == "" ? [for k in local.x : k if k != -1] : !b[0].c', NAMES),
    st.builds(lambda name: f'{name} = "${{var.{name}}}-$${{x}}" # why', NAMES),
    st.builds(lambda name, other: f"{name} = object({{\n{other} = optional(list(string), [])\n}})", NAMES, NAMES),
    st.builds(lambda name: f"{name} = jsonencode({{\na = 1\nbbb = f(\nx,\ny...\n)\n}})", NAMES),
    st.builds(comment, st.text(max_size=30)),
    st.just(""),
)


def _named(part: str) -> object:
    """An attribute's name, which fmt wants once in a body; everything else is unlike the rest."""
    attribute = re.match(r"([\w-]+) = ", part)
    return attribute[1] if attribute else object()


BODIES = st.recursive(
    st.lists(ATTRIBUTES, max_size=6, unique_by=_named).map("\n".join),
    lambda inner: st.builds(lambda name, body: f"{name} {{\n{body}\n}}", NAMES, inner),
    max_leaves=4,
)
BLOCKS = st.builds(
    lambda kind, label, body: f"{kind} {string(label)} {{\n{body}\n}}", NAMES, NAMES, BODIES
) | st.builds(lambda label, kind: f'variable "{label}" {{ type = {kind} }}', NAMES, NAMES)
DOCUMENTS = st.lists(BLOCKS | ATTRIBUTES, max_size=6, unique_by=_named).map(lambda parts: "\n".join(parts) + "\n")


def _shaken(text: str, seed: int) -> str:
    """The same tokens with other blanks: at the ends of lines, and around signs outside strings."""
    chance = random.Random(seed)
    lines = text.removesuffix("\n").split("\n")
    return "".join(" " * chance.randrange(5) + _loose(line, chance) + "\n" for line in lines)


def _loose(line: str, chance: random.Random) -> str:
    if line.startswith("#"):
        return line
    if '"' not in line:
        line = re.sub(r" ?= ", lambda _: chance.choice([" = ", "   =  ", "\t= "]), line)
    return line + chance.choice(["", "", "  "] if line else [""])


@given(DOCUMENTS)
@settings(max_examples=50)
def test_formatting_twice_changes_nothing_and_keeps_every_line(document: str) -> None:
    once = format_hcl(document)
    assert format_hcl(once) == once
    assert once.count("\n") == max(document.count("\n"), 1)


@pytest.mark.engine("terraform")
@given(st.lists(DOCUMENTS, min_size=30, max_size=40), st.integers(0, 2**16))
@settings(max_examples=6, deadline=None, phases=[Phase.generate])  # making examples smaller takes minutes here
def test_random_documents_come_out_as_from_terraform_fmt(
    plain_terraform: Terraform, tmp_path_factory: pytest.TempPathFactory, documents: list[str], seed: int
) -> None:
    folder = tmp_path_factory.mktemp("fmt")
    shaken = [_shaken(document, seed) for document in documents]
    _write(folder, shaken)
    result = plain_terraform.run(folder, "fmt")
    assert result.ok, result
    ours = [format_hcl(document) for document in shaken]
    for number, each in enumerate(ours):
        theirs = (folder / f"{number}.tf").read_bytes().decode()
        assert each.split("\n") == theirs.split("\n")


def _write(folder: Path, documents: list[str]) -> None:
    for number, document in enumerate(documents):
        (folder / f"{number}.tf").write_text(document, encoding="utf-8", newline="\n")

"""Types follow values so that Terraform keeps them; a value that does not fit is told where."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dativo_gen.node import WrittenFloat, WrittenInt
from dativo_gen.terraform.format import format_hcl
from dativo_gen.terraform.hcl import literal
from dativo_gen.terraform.type_syntax import parse
from dativo_gen.terraform.types import misfit, type_of
from tests.engines.terraform import Terraform

FOLLOWED: list[tuple[Any, str]] = [
    ("a", "string"),
    (True, "bool"),
    (1, "number"),
    (1.5, "number"),
    (None, "any"),
    ([], "tuple([])"),
    (["a", 1, [None]], "tuple([string, number, tuple([any])])"),
    ({}, "object({})"),
    ({"a": "x", "null": {"true-1": 1}}, "object({ a = string, null = object({ true-1 = number }) })"),
    ({"a.b": "x", "c": "y"}, "map(string)"),
    ({"a.b": 1, "c": 2}, "map(number)"),
    ({"for": 1, "c": "x", "d": None}, "map(string)"),
    ({"é": {"a": 1}, "z": {"a": 2}}, "map(object({ a = number }))"),
    ({"1": [1, "a"], "2": None}, "map(tuple([number, string]))"),
    ({"1": None}, "map(string)"),
    (
        {"a" * 50: 1, "b" * 50: [{"c" * 90: 1}]},
        f"object({{\n{'a' * 50} = number\n{'b' * 50} = tuple([object({{\n{'c' * 90} = number\n}})])\n}})",
    ),
]


@pytest.mark.parametrize(("value", "written"), FOLLOWED)
def test_a_type_follows_its_value(value: object, written: str) -> None:
    assert type_of(value) == written
    assert misfit(value, written) is None


def test_a_map_of_different_things_has_no_type() -> None:
    with pytest.raises(ValueError, match=r"'a\.b'"):
        type_of({"c": 1, "a.b": [1]})


TYPE = """object({
  a = string # why
  // more
  b = optional(list(object({ c : number })), [{ c = 1 }]),
  d = optional(map(any))
  /* last
  one */ e = optional(tuple([bool, set(string),]))
})"""

FITS: list[tuple[Any, str]] = [
    (1, "string"),
    (True, "string"),
    ("512", "number"),
    ("-1.5e3", "number"),
    ("true", "bool"),
    (None, "number"),
    (None, "list(string)"),
    (["a", 1], "list(string)"),
    (["a", 1], "set(string)"),
    (["a", 1], "list(any)"),
    ({"a": 1, "b": "x"}, "map(any)"),
    ([1, "a"], "tuple([number, string])"),
    ([], "list(number)"),
    ({}, "map(number)"),
    ({"a": None}, TYPE),
    ({"a": 1, "b": [{"c": "2"}], "d": {"x": 1}, "e": [True, ["x"]]}, TYPE),
    ({"a": "x"}, "map"),
    (["x"], "list"),
    ("x", "any"),
    ({"a": [1]}, "any"),
]

MISFITS: list[tuple[Any, str, str]] = [
    ("yes", "bool", 'is the text "yes" where bool is declared'),
    (1, "bool", "is 1 where bool is declared"),
    (True, "number", "is true where number is declared"),
    ("4Gi", "number", 'is the text "4Gi" where number is declared'),
    (["a"], "string", "is a list where string is declared"),
    ({"a": 1}, "string", "is a mapping where string is declared"),
    ("a", "list(string)", 'is the text "a" where a list is declared'),
    ({"a": 1}, "list(string)", "is a mapping where a list is declared"),
    (["a"], "map(string)", "is a list where a map is declared"),
    (["a", ["b"]], "list(string)", "is a list at `[1]` where string is declared"),
    ({"a": {"b": []}}, "map(map(number))", "is a list at `a.b` where number is declared"),
    ([1], "tuple([number, string])", "has 1 items where a list of 2 is declared"),
    ([1, {}], "list(any)", "mixes mappings and scalars where a list of one type is declared"),
    ({"b": []}, TYPE, "lacks the attribute `a`"),
    ({"a": 1, "b": [{"c": "x"}]}, TYPE, 'is the text "x" at `b[0].c` where number is declared'),
    ({"a": 1, "e": [1, []]}, TYPE, "is 1 at `e[0]` where bool is declared"),
]


@pytest.mark.parametrize(("value", "declared"), FITS)
def test_a_value_that_terraform_takes_fits(value: object, declared: str) -> None:
    assert misfit(value, declared) is None


@pytest.mark.parametrize(("value", "declared", "why"), MISFITS)
def test_a_value_that_terraform_refuses_is_told_where(value: object, declared: str, why: str) -> None:
    assert misfit(value, declared) == why


def test_an_attribute_that_would_be_dropped_is_told() -> None:
    expected = "has an attribute `b.x` that the declared type drops (it has: c)"
    assert misfit({"b": {"c": 1, "x": 2}}, "object({ b = object({ c = number }) })") == expected


def test_a_number_that_yaml_has_changed_is_no_text() -> None:
    lossy, octal = WrittenFloat(1.1), WrittenInt(83)
    lossy.written, octal.written = "1.10", "0123"
    assert misfit(lossy, "string") == "is the number 1.10, which YAML reads as 1.1, where string is declared"
    assert misfit({"a": octal}, "map(string)") is not None
    assert misfit(octal, "number") is None


@pytest.mark.parametrize(
    "text", ["", "strin", "list()", "object({a})", "string string", "tuple(string)", '"string"', "var.x", "§"]
)
def test_what_is_no_type_is_judged_by_nobody(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a type|expected|is no type"):
        parse(text)
    assert misfit("x", text) is None


def root(values: Mapping[str, Any], types: Mapping[str, str]) -> dict[str, str]:
    variables = [f'variable "{n}" {{\ntype = {types[n]}\n}}\noutput "{n}" {{\nvalue = var.{n}\n}}\n' for n in types]
    tfvars = "".join(f"{name} = {literal(value)}\n" for name, value in values.items())
    return {"main.tf": "".join(variables), "terraform.tfvars": tfvars}


def lay(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


@pytest.mark.engine("terraform")
def test_terraform_keeps_values_under_the_types_that_follow_them(plain_terraform: Terraform, tmp_path: Path) -> None:
    values = {f"v{number}": value for number, (value, _) in enumerate(FOLLOWED)}
    files = root(values, {name: type_of(value) for name, value in values.items()})
    lay(tmp_path, {name: format_hcl(text) for name, text in files.items()})
    applied = plain_terraform.run(tmp_path, "apply", "-auto-approve")
    assert applied.ok, applied
    assert plain_terraform.run(tmp_path, "fmt", "-check").ok
    found = json.loads(plain_terraform.run(tmp_path, "output", "-json").output)
    kept = {name: found[name]["value"] for name in values if name in found}
    assert kept == {name: _as_text(value) for name, value in values.items() if value is not None}


def _as_text(value: Any) -> Any:
    """What `map(string)` makes of scalars of several kinds."""
    mixed = isinstance(value, dict) and type_of(value) == "map(string)"
    return {k: v if v is None else str(v) for k, v in value.items()} if mixed else value


@pytest.mark.engine("terraform")
def test_terraform_agrees_with_every_misfit_and_every_fit(plain_terraform: Terraform, tmp_path: Path) -> None:
    fits = {f"fit{n}": row for n, row in enumerate(FITS)}
    misfits = {f"misfit{n}": row[:2] for n, row in enumerate(MISFITS)}
    rows = fits | misfits
    types = {name: declared for name, (_, declared) in rows.items()}
    lay(tmp_path, root({name: value for name, (value, _) in rows.items()}, types))
    said = plain_terraform.run(tmp_path, "plan", "-no-color").said
    refused = set(re.findall(r"suitable for var\.(\w+) ", said))
    assert refused == set(misfits), said

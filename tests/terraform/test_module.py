"""A module's files tell its variables, outputs and providers, with the lines they stand on."""

from __future__ import annotations

import pytest

from dativo_gen.errors import Rejected, Span
from dativo_gen.terraform.module import Interface, Output, RequiredProvider, Variable, read_interface

MAIN = """\
# é in front moves no column
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0, < 6"
    }
    old = "~> 1.0"
  }
}

variable "size" {
  description = "A \\"quoted\\" $${name}, \\u00e9"
  type = object({
    a = string # one
    b = optional(number, 1)
  })
  default  = null
  nullable = false
}

  variable secret { sensitive = true }

output "id" {
  description = <<-EOT
    two
      lines
  EOT
  value     = aws_x.y[*].id
  sensitive = true
}

resource "aws_x" "y" {
  for_each = { for k, v in var.m : k => "${v}-x" if v != null }
  dynamic "z" {
    for_each = toset([])
    content {}
  }
}
"""


@pytest.mark.parametrize("text", [MAIN, MAIN.replace("\n", "\r\n"), "\ufeff" + MAIN, MAIN.rstrip("\n")])
def test_a_file_is_read_with_its_places(text: str) -> None:
    found = read_interface({"m/main.tf": text, "m/README.md": "{"})
    kind = "object({\n    a = string # one\n    b = optional(number, 1)\n  })"
    described = 'A "quoted" ${name}, é'
    assert found == Interface(
        {
            "size": Variable("size", Span("m/main.tf", 13), kind, "null", nullable=False, description=described),
            "secret": Variable("secret", Span("m/main.tf", 23, 3), sensitive=True),
        },
        {"id": Output("id", Span("m/main.tf", 25), "two\n  lines", sensitive=True)},
        {
            "aws": RequiredProvider("aws", "hashicorp/aws", ">= 5.0, < 6"),
            "old": RequiredProvider("old", "", "~> 1.0"),
        },
        ">= 1.5",
    )
    assert [each.required for each in found.variables.values()] == [False, True]


def test_json_files_are_read_too() -> None:
    text = (
        '{"//": "made", "variable": {"a": {"type": "list(string)", "default": [1]},\n'
        '  "b": [{"nullable": false, "description": "x\\u00e9"}]},\n'
        ' "output": [{"z": {"value": "${var.a}", "sensitive": true}}],\n'
        ' "terraform": {"required_version": "~> 1.9", "required_providers": {"aws": {"source": "h/aws"}}}}'
    )
    found = read_interface({"m/a.tf.json": text})
    assert found.variables == {
        "a": Variable("a", Span("m/a.tf.json", 1, 29), "list(string)", "[1]"),
        "b": Variable("b", Span("m/a.tf.json", 2, 3), nullable=False, description="xé"),
    }
    assert found.outputs == {"z": Output("z", Span("m/a.tf.json", 3, 14), sensitive=True)}
    assert found.required_providers == {"aws": RequiredProvider("aws", "h/aws")}
    assert found.required_version == "~> 1.9"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.tf", 'output "a" {\n  value = 1\n  description = "x\\uD800\\UFFFFFFFF"\n}\n'),
        ("a.tf.json", '{"output": {"a": {"value": 1, "description": "x\\ud800"}}}'),
    ],
)
def test_broken_characters_in_a_module_stop_nobody(name: str, text: str) -> None:
    description = read_interface({name: text}).outputs["a"].description
    assert description.encode().startswith(b"x")


def test_override_files_come_last_and_replace_argument_by_argument() -> None:
    found = read_interface(
        {
            "m/a_override.tf": 'variable "x" {\n default = 1\n}\nterraform {\n required_version = "> 2"\n}\n',
            "m/override.tf.json": '{"variable": {"x": {"sensitive": true}}}',
            "m/z.tf": 'variable "x" {\n  type = number\n}\nterraform {\n  required_version = "> 1"\n}\n',
        }
    )
    assert found.variables["x"] == Variable("x", Span("m/z.tf", 1), "number", "1", sensitive=True)
    assert found.required_version == "> 2"


def test_hidden_and_backup_files_are_not_part_of_a_module() -> None:
    assert read_interface({"m/.a.tf": "{", "m/a.tf~": "{", "m/#a.tf#": "{", "m/a.tf.bak": "{"}) == Interface()


@pytest.mark.parametrize(
    ("files", "places"),
    [
        ({"m/a.tf": 'variable "a" {\n  type = \n}\n'}, ["m/a.tf:2:10"]),
        (
            {"m/a.tf": "= 1\n", "m/b.tf": 'x = "a\n', "m/c.tf.json": "{\n 1}"},
            ["m/a.tf:1:1", "m/b.tf:1:6", "m/c.tf.json:2:2"],
        ),
        ({"m/a.tf": 'variable "a" {}\n', "m/b.tf": '\n variable "a" {}\n'}, ["m/b.tf:2:2"]),
        ({"m/override.tf": 'output "a" {}\n'}, ["m/override.tf:1:1"]),
        ({"m/a.tf": 'variable "a" {\n'}, ["m/a.tf:2:1"]),
        ({"m/a.tf.json": "[" * 100_000, "m/b.tf.json": "1" * 5000}, ["m/a.tf.json:1:1", "m/b.tf.json:1:1"]),
    ],
)  # fmt: skip
def test_every_unreadable_file_is_named_with_its_place(files: dict[str, str], places: list[str]) -> None:
    with pytest.raises(Rejected) as caught:
        read_interface(files)
    assert [str(problem.span) for problem in caught.value.problems] == places
    assert {problem.code for problem in caught.value.problems} == {"module-unreadable"}


EXPRESSIONS = [
    "a.*.b",
    '"%{ if a }b%{ else }c%{ endif }"',
    '"${a ? "b" : "c"}"',
    'provider::aws::arn_parse("a")',
    "[ # c\n 1, # d\n 2 # e\n # f\n]",
    '{\n "a" = 1\n (b) = 2, "${c}-d" : 3\n}',
    "{ for k in l : k => k... }",
    "(\n a\n == b\n && c\n)",
    "<<EOT\n%{ for a in b ~}\n${a}\n%{ endfor ~}\nEOT\n",
    "merge(\n  { a = 1 },\n  # c\n  b...\n)",
]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_what_stands_beside_the_declarations_does_not_matter(expression: str) -> None:
    text = f'locals {{\n  x = {expression}\n}}\nvariable "a" {{}}\n'
    assert list(read_interface({"a.tf": text}).variables) == ["a"]

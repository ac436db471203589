"""`dativo-gen modules new`: whatever it begins from, the module satisfies the contract and loses nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dativo_gen.cli.app import app
from dativo_gen.codes import CODES
from dativo_gen.errors import Span
from dativo_gen.terraform.contract import contract
from dativo_gen.terraform.existing_module import Existing, from_module, from_state
from dativo_gen.terraform.format import format_hcl
from dativo_gen.terraform.module import read_interface
from dativo_gen.terraform.new_module import new_module
from dativo_gen.terraform.satisfies import judge_contract

LEGACY = {
    "main.tf": """\
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
  backend "s3" {}
}

provider "aws" {
  region = "us-east-1"
}

# The lake, made by hand in 2021.
resource "aws_s3_bucket" "lake" {
  bucket = "legacy-lake"
}
""",
    "iam.tf": """\
resource "aws_iam_role" "task" {
  count              = 1
  name               = "legacy"
  assume_role_policy = <<-EOT
    { "Statement": "}" }
  EOT
}

resource "aws_kms_key" "one" {}

resource "aws_kms_key" "two" {}
""",
    "variables.tf": """\
variable "storage_bucket" {
  type    = string
  default = "legacy-lake"

  validation {
    condition     = length(var.storage_bucket) > 2
    error_message = "Too short."
  }
}

variable "team" {
  type    = string
  default = "data"
}
""",
    "outputs.tf": 'output "lake" {\n  value = aws_s3_bucket.lake.id\n}\n',
}

STATE = {
    "version": 4,
    "resources": [
        {
            "mode": "managed",
            "type": "aws_s3_bucket",
            "name": "lake",
            "provider": 'provider["registry.terraform.io/hashicorp/aws"]',
            "instances": [{"attributes": {"id": "legacy-lake", "secret": "hunter2"}}],
        },
        {
            "mode": "managed",
            "module": "module.old",
            "type": "aws_subnet",
            "name": "each",
            "provider": 'module.old.provider["registry.terraform.io/hashicorp/aws"].west',
            "instances": [
                {"index_key": 'a"b', "attributes": {"id": "subnet-1"}},
                {"index_key": "c", "attributes": {"id": "key"}, "sensitive_attributes": [[{"value": "id"}]]},
            ],
        },
        {"mode": "data", "type": "aws_region", "name": "here", "instances": [{"attributes": {"id": "x"}}]},
    ],
}
SHOWN = {
    "format_version": "1.0",
    "values": {
        "root_module": {
            "resources": [
                {
                    "mode": "managed",
                    "type": "google_storage_bucket",
                    "name": "lake",
                    "provider_name": "registry.terraform.io/hashicorp/google",
                    "values": {"id": "legacy-lake"},
                    "sensitive_values": {},
                }
            ],
            "child_modules": [
                {
                    "address": "module.old[0]",
                    "resources": [
                        {
                            "mode": "managed",
                            "type": "google_service_account",
                            "name": "etl",
                            "index": 0,
                            "provider_name": "registry.terraform.io/hashicorp/google",
                            "values": {"id": "projects/a/serviceAccounts/b"},
                        }
                    ],
                }
            ],
        }
    },
}

BEGINNINGS = {
    "nothing": Existing(),
    "a module": from_module(LEGACY),
    "a pulled state": from_state(json.dumps(STATE)),
    "a shown state": from_state(json.dumps(SHOWN)),
}


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_every_beginning_satisfies_the_contract(beginning: str) -> None:
    made = new_module(BEGINNINGS[beginning], "orders")
    interface = read_interface({name: text for name, text in made.items() if name.endswith(".tf")})
    problems = judge_contract(interface, Span("variables.tf"))
    assert [problem for problem in problems if CODES[problem.code].severity == "error"] == []
    assert {row.name for row in contract()} <= interface.variables.keys()


@pytest.mark.parametrize("beginning", ["nothing", "a pulled state", "a shown state"])
def test_what_we_write_is_formatted(beginning: str) -> None:
    for name, text in new_module(BEGINNINGS[beginning], "orders").items():
        assert not name.endswith(".tf") or format_hcl(text) == text


def test_the_author_s_blocks_stay_as_they_were() -> None:
    made = new_module(BEGINNINGS["a module"], "orders")
    assert made["variables.tf"].count('variable "storage_bucket"') == 1
    assert 'error_message = "Too short."' in made["variables.tf"]
    assert made["variables.tf"].rstrip().endswith('default = "data"\n}')
    assert "# The lake, made by hand in 2021.\nresource" in made["main.tf"]
    assert "# from iam.tf\n\nresource" in made["main.tf"]
    assert '    { "Statement": "}" }\n' in made["main.tf"]
    assert made["outputs.tf"].startswith(LEGACY["outputs.tf"])


def test_what_a_module_may_not_have_is_left_out() -> None:
    text = "".join(new_module(BEGINNINGS["a module"], "orders").values())
    assert 'provider "aws"' not in text
    assert "backend" not in text.replace("backend blocks", "").replace("backend_config", "")
    assert 'required_version = ">= 1.5"' in text
    assert '"~> 5.0"' in text


def test_an_output_follows_the_one_resource_that_can_tell_it() -> None:
    outputs = new_module(BEGINNINGS["a module"], "orders")["outputs.tf"]
    assert "value       = aws_s3_bucket.lake.id" in outputs
    assert "value       = one(aws_iam_role.task[*].arn)" in outputs
    assert "# perhaps aws_kms_key.one.arn or aws_kms_key.two.arn\n  value = var.storage_kms_key_id" in outputs


def test_a_state_gives_addresses_and_ids_and_nothing_else() -> None:
    guide = new_module(BEGINNINGS["a pulled state"], "orders")["MIGRATE.md"]
    assert "from = module.old.aws_subnet.each\n  to   = module.orders.aws_subnet.each" in guide
    assert 'to = module.orders.aws_subnet.each["a\\"b"]\n  id = "subnet-1"' in guide
    assert 'to = module.orders.aws_subnet.each["c"]\n  id = "..."' in guide
    assert 'to = module.orders.aws_s3_bucket.lake\n  id = "legacy-lake"' in guide
    assert "aws_region" not in guide
    assert "hunter2" not in "".join(new_module(BEGINNINGS["a pulled state"], "orders").values())


def test_google_s_word_for_tags_is_labels() -> None:
    made = new_module(BEGINNINGS["a shown state"], "orders")
    assert 'variable "labels"' in made["variables.tf"]
    assert 'variable "tags"' not in made["variables.tf"]
    assert 'source = "hashicorp/google"' in made["versions.tf"]
    assert "module.old[0].google_service_account.etl" in made["MIGRATE.md"]
    assert "module.orders.google_service_account.etl[0]" in made["MIGRATE.md"]


def test_a_state_comes_by_standard_input_and_nothing_is_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "modules" / "etl"
    command = ["modules", "new", str(folder), "--from", "-", "--job", "orders"]
    ran = CliRunner().invoke(app, command, input=json.dumps(STATE))
    assert ran.exit_code == 0, ran.output
    assert sorted(path.name for path in folder.iterdir()) == [
        "MIGRATE.md",
        "main.tf",
        "outputs.tf",
        "variables.tf",
        "versions.tf",
    ]
    assert CliRunner().invoke(app, command, input=json.dumps(STATE)).exit_code == 2
    assert CliRunner().invoke(app, ["modules", "contract", str(folder)]).exit_code == 0


def test_what_was_left_out_is_said(tmp_path: Path) -> None:
    legacy = tmp_path / "legacy"
    legacy.mkdir()
    for name, text in LEGACY.items():
        (legacy / name).write_text(text, encoding="utf-8")
    (legacy / "more.tf.json").write_text('{"variable": {"provider": {}}}', encoding="utf-8")
    (legacy / "import.tf").write_text('import {\n  to = aws_kms_key.one\n  id = "a"\n}\n', encoding="utf-8")
    ran = CliRunner().invoke(app, ["modules", "new", str(tmp_path / "new"), "--from", str(legacy)])
    assert ran.exit_code == 0
    assert "note: 1 `provider` block was left out" in ran.stderr
    assert "note: 1 `import` block was left out" in ran.stderr
    assert "more.tf.json was not taken over" in ran.stderr

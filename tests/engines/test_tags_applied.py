"""Tags of every kind end in a message, or on resources that real Terraform makes on moto's server."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dativo_gen.cli.app import app

from .offline import offline
from .terraform import Terraform

pytestmark = pytest.mark.engine("terraform", "aws", "moto")

SERVICES = ("s3", "iam", "sts", "glue", "ecs")
MODULE = """\
variable "job_name" {
  type = string
}
variable "tags" {
  type = map(string)
}
resource "aws_s3_bucket" "this" {
  bucket = "acme-${replace(var.job_name, "_", "-")}"
  tags   = var.tags
}
resource "aws_iam_role" "this" {
  name               = var.job_name
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "glue.amazonaws.com" } }]
  })
  tags = var.tags
}
resource "aws_ecs_task_definition" "this" {
  family                = var.job_name
  container_definitions = jsonencode([{ name = "etl", image = "etl", memory = 128 }])
  tags                  = var.tags
}
resource "aws_glue_job" "this" {
  name            = var.job_name
  role_arn        = aws_iam_role.this.arn
  execution_class = "STANDARD"
  command {
    script_location = "s3://acme/script.py"
  }
  tags = var.tags
}
"""
JOB = """\
tenant_id: acme
finops: {cost_center: HR-001, business_tags: [payments, revenue]}
infrastructure:
  provider: aws
  region: us-east-1
  terraform:
    module_source: ../../modules/tagged
    stack: tags
    backend: {type: local, path: tags.tfstate}
"""


def _job(tags: dict[str, str]) -> str:
    lines = [
        f"    {json.dumps(key, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in tags.items()
    ]
    return JOB + "  tags:\n" + "\n".join(lines) + "\n"


LEGAL = {
    "plain": {"Team": "Data Platform", "Owner": "data-team@acme.com"},
    "list_text": {"Regulations": "GDPR,CCPA", "note": "a (b) & c; 100%"},
    "emoji": {"mood": "🎉🎉", "party": "cost 🎉 centre", "नाम": "हिन्दी", "Équipe": "Données"},
    "long": {"k" * 200: "v", "summary": "x" * 300, "other": "x" * 299 + "y"},
    "odd_keys": {"cost%center": "a", "a;b": "b", "tab\tkey": "c"},
    "many": {f"t{number:02}": f"v{number}" for number in range(30)},
}
REFUSED = {
    "sixty": ({f"t{number:02}": "v" for number in range(60)}, "tag-count"),
    "case_only": ({"Owner": "a", "owner": "b"}, "tag-key-twice"),
    "same_after_all": ({"a%b": "1", "a&b": "2"}, "tag-key-collision"),
    "reserved": ({"aws:internal": "v"}, "tag-key-reserved"),
    "no_letters": ({"🎉": "v"}, "tag-key-unrepresentable"),
}


def _lay_out(place: Path, jobs: dict[str, dict[str, str]]) -> Path:
    (place / "modules" / "tagged").mkdir(parents=True)
    (place / "modules" / "tagged" / "main.tf").write_text(MODULE, "utf-8")
    (place / "jobs" / "acme").mkdir(parents=True)
    for name, tags in jobs.items():
        (place / "jobs" / "acme" / f"{name}.yaml").write_text(_job(tags), "utf-8")
    return place / "generated" / "terraform" / "acme" / "prod" / "tags"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    os.environ |= {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1"}
    from moto.server import ThreadedMotoServer  # noqa: PLC0415 - heavy, and not on every machine

    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


def _point_at(endpoint: str, stack: Path) -> None:
    """A user's own override file: the generated provider block stays as it is."""
    services = "\n".join(f'    {name} = "{endpoint}"' for name in SERVICES)
    (stack / "moto_override.tf").write_text(
        f"""provider "aws" {{
  access_key                  = "test"
  secret_key                  = "test"
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  endpoints {{
{services}
  }}
}}
""",
        "utf-8",
    )


@pytest.fixture(scope="module")
def applied(endpoint: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Terraform]]:
    place = tmp_path_factory.mktemp("tagged")
    stack = _lay_out(place, LEGAL)
    result = CliRunner().invoke(app, ["render", str(place / "jobs"), "--quiet"])
    assert result.exit_code == 0, result.output
    _point_at(endpoint, stack)
    with offline(tmp_path_factory.mktemp("terraform"), [], ["aws"]) as terraform:
        for step in (terraform.init(stack), terraform.apply(stack)):
            assert step.ok, step
        yield stack, terraform


def _client(endpoint: str, service: str) -> Any:
    import boto3  # noqa: PLC0415 - comes with moto

    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return boto3.client(service, endpoint_url=endpoint, region_name="us-east-1", **keys)


def _pairs(found: list[dict[str, str]], key: str = "Key", value: str = "Value") -> dict[str, str]:
    return {each[key]: each[value] for each in found}


def _read_back(endpoint: str, name: str) -> dict[str, dict[str, str]]:
    """The tags of the four resources of a job, as their services give them out."""
    ecs = _client(endpoint, "ecs")
    task = ecs.describe_task_definition(taskDefinition=name, include=["TAGS"])
    return {
        "s3": _pairs(_client(endpoint, "s3").get_bucket_tagging(Bucket=f"acme-{name.replace('_', '-')}")["TagSet"]),
        "iam": _pairs(_client(endpoint, "iam").list_role_tags(RoleName=name, MaxItems=200)["Tags"]),
        "ecs": _pairs(task["tags"], "key", "value"),
        "glue": _client(endpoint, "glue").get_tags(ResourceArn=f"arn:aws:glue:us-east-1:123456789012:job/{name}")[
            "Tags"
        ],
    }


@pytest.mark.parametrize("name", LEGAL)
def test_every_tag_arrives_on_s3_iam_ecs_and_glue(name: str, applied: tuple[Path, Terraform], endpoint: str) -> None:
    emitted = _emitted(applied[0], name)
    assert len(emitted) == len(_written(applied[0], name))
    for service, found in _read_back(endpoint, name).items():
        assert found == emitted, service


def _emitted(stack: Path, name: str) -> dict[str, str]:
    """What tags.json says the cloud gets: the canonical tags, and what was changed for it."""
    emitted = {}
    for key, tag in _written(stack, name).items():
        text = ",".join(tag["value"]) if isinstance(tag["value"], list) else str(tag["value"])
        changed = tag.get("emitted", {}).get("aws", {})
        emitted[changed.get("key", key)] = changed.get("value", text)
    return emitted


def _written(stack: Path, name: str) -> dict[str, Any]:
    tags: dict[str, Any] = json.loads((stack / "tags.json").read_text("utf-8"))["jobs"][name]
    return tags


def test_a_second_plan_finds_nothing_to_change(applied: tuple[Path, Terraform]) -> None:
    stack, terraform = applied
    result = terraform.plan(stack, "-detailed-exitcode")
    assert result.ok, str(result)


@pytest.mark.parametrize("name", REFUSED)
def test_tags_that_cannot_go_there_end_in_a_message(name: str, tmp_path: Path) -> None:
    tags, code = REFUSED[name]
    _lay_out(tmp_path, {name: tags})
    result = CliRunner().invoke(app, ["render", str(tmp_path / "jobs"), "--quiet"])
    assert result.exit_code == 1
    assert f"{code}: " in result.output
    assert not (tmp_path / "generated" / "terraform").exists()

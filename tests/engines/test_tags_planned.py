"""A plan of real Terraform is judged: which resources would be made without the tags of their job."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dativo_gen.cli.app import app

from .offline import offline

pytestmark = pytest.mark.engine("terraform", "aws", "kubernetes")

MODULE = """\
terraform {
  required_providers {
    aws        = { source = "hashicorp/aws" }
    kubernetes = { source = "hashicorp/kubernetes" }
  }
}
variable "tags" {
  type = map(string)
}
variable "kubernetes_labels" {
  type = map(string)
}
resource "aws_s3_bucket" "tagged" {
  bucket = "acme-tagged"
  tags   = merge(var.tags, { extra = "more" })
}
resource "aws_s3_bucket" "bare" {
  bucket = "acme-bare"
}
resource "aws_s3_bucket_versioning" "none" {
  bucket = "acme-tagged"
  versioning_configuration {
    status = "Enabled"
  }
}
resource "aws_sqs_queue" "half" {
  name = "half"
  tags = { tenant_id = var.tags.tenant_id }
}
resource "aws_ecs_service" "service" {
  name = "service"
  tags = var.tags
}
resource "kubernetes_namespace_v1" "labelled" {
  metadata {
    name   = "etl"
    labels = var.kubernetes_labels
  }
}
"""
JOB = """\
tenant_id: acme
finops: {business_tags: [payments, revenue], cost_center: HR-001}
infrastructure:
  provider: aws
  region: us-east-1
  runtime: {type: kubernetes, cluster_name: etl}
  terraform: {module_source: ../../modules/leaky, backend: {type: local, path: orders.tfstate}}
"""
PROVIDERS = """\
provider "aws" {
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
provider "kubernetes" {
  config_context = null
  host           = "http://127.0.0.1:9"
}
"""


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    place = tmp_path_factory.mktemp("leaky")
    for name, text in {"modules/leaky/main.tf": MODULE, "jobs/acme/orders.yaml": JOB}.items():
        (place / name).parent.mkdir(parents=True)
        (place / name).write_text(text, "utf-8")
    result = CliRunner().invoke(app, ["render", str(place / "jobs"), "--quiet"])
    assert result.exit_code == 0, result.output
    folder = place / "generated" / "terraform" / "acme" / "prod" / "orders"
    (folder / "offline_override.tf").write_text(PROVIDERS, "utf-8")
    with offline(tmp_path_factory.mktemp("terraform"), [], ["aws", "kubernetes"]) as terraform:
        for step in (terraform.init(folder), terraform.plan(folder, "-out=plan", "-refresh=false")):
            assert step.ok, str(step)
        shown = terraform.run(folder, "show", "-json", "plan")
        assert shown.ok, str(shown)
        (folder / "plan.json").write_text(shown.output, "utf-8")
        yield folder


def test_resources_without_all_tags_are_named_with_what_they_lack(stack: Path) -> None:
    result = CliRunner().invoke(app, ["tags", "--plan", str(stack / "plan.json"), "--format", "json"])
    assert result.exit_code == 1, result.output
    found = {
        (each["code"], each["message"].split(" ")[0]): each["message"] for each in json.loads(result.stdout)["problems"]
    }
    bare = "module.orders.aws_s3_bucket.bare"
    half = "module.orders.aws_sqs_queue.half"
    assert {address for code, address in found if code == "tag-not-applied"} == {bare, half}
    assert "`finops.business_tags`" in found["tag-not-applied", bare]
    assert "`tenant_id`" not in found["tag-not-applied", half]
    assert [code for code, _ in found].count("tag-not-handed-on") == 1


def test_what_can_have_no_tags_is_only_counted(stack: Path) -> None:
    result = CliRunner().invoke(app, ["tags", "--plan", str(stack / "plan.json"), str(stack)])
    assert "3 resources with all tags; 2 without; 1 that can have none" in result.stdout
    assert "orders/main.tf:" in result.output

"""The AWS modules made for real: the real provider, and moto in place of AWS. One stack lives through all tests."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.engines.terraform import Result, Terraform

from .harness import UNTAGGABLE, Plan, copied, plan, ready, without_protection
from .moto import Moto, moto
from .tags_in_aws import READ

pytestmark = [
    pytest.mark.long,  # tests/engines/test_applied_tree.py makes both modules too, as they are rendered
    pytest.mark.engine("terraform", "aws", "moto"),
]

WHO = {"tenant_id": "acme", "environment": "prod"}
TAGS = {**WHO, "CostCenter": "HR-001", "compliance.regulations": "GDPR/CCPA", "größe": "zwölf + 1"}
PROVIDER = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABC"
FOUNDATION = {
    **WHO,
    "s3_bucket_name": "acme-data-lake",
    "storage_prefix": "raw",
    "retention_days": 365,
    "tags": TAGS,
}
NIGHTLY = {
    **WHO,
    "job_name": "orders",
    "runtime_cluster_name": "dativo-prod",
    "networking_subnet_ids": ["subnet-0123456789abcdef0"],
    "storage_bucket": "acme-data-lake",
    "storage_prefix": "raw/orders",
    "container_image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/dativo:1.2.3",
    "command": ["run", "--config", "/app/generated/jobs/prod/acme/orders.yaml"],
    "catalog": {"databases": ["acme_prod"]},
    "schedule": {"cron": "30 2 * * 1-5", "timezone": "Europe/Berlin"},
    "enable_monitoring": True,
    "alerts": {"memory_percent": 90},
    "retention_days": 90,
    "tags": TAGS,
}
ON_KUBERNETES = {
    **WHO,
    "job_name": "invoices",
    "runtime_type": "kubernetes",
    "runtime_cluster_name": "dativo-prod-eks",
    "runtime_namespace": "etl",
    "runtime_service_account": "dativo-invoices",
    "kubernetes": {"oidc_provider_arn": PROVIDER},
    "storage_bucket": "acme-data-lake",
    "storage_prefix": "raw/invoices",
    "tags": TAGS,
}
MORE_TAGS = {**TAGS, "CostCenter": "HR-002", "Team": "data"}
CHANGES: Mapping[str, Mapping[str, Any]] = {
    "foundation": {
        "storage_prefix": "landing",
        "retention_days": 30,
        "lifecycle_rules": {"noncurrent_days": 7},
        "tags": MORE_TAGS,
    },
    "nightly": {
        "storage_prefix": "landing/orders",
        "compute_cpu": "4096",
        "compute_memory": "16384",
        "compute_max_runtime_seconds": 7200,
        "schedule": {"cron": "0 5 * * *", "enabled": False},
        "retention_days": 30,
        "tags": MORE_TAGS,
    },
    "on_kubernetes": {"storage_prefix": "landing/invoices", "retention_days": 30, "tags": MORE_TAGS},
}
"""Another tag, prefix, size, schedule, retention: nothing that holds anything may go for these."""


@dataclass(frozen=True, slots=True)
class Stack:
    """A root module that calls both modules, and the AWS that it is made in."""

    folder: Path
    terraform: Terraform
    aws: Moto
    calls: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def write(self, changes: Mapping[str, Mapping[str, Any]]) -> None:
        """Say what is wanted, as the calls of the modules."""
        wanted = {name: {**arguments, **changes.get(name, {})} for name, arguments in self.calls.items()}
        (self.folder / "main.tf.json").write_text(json.dumps({"module": wanted}), "utf-8")


@pytest.fixture(scope="module")
def stack(terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Everything applied once."""
    folder = tmp_path_factory.mktemp("applied")
    with moto() as aws:
        vpc = aws.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
        calls = {
            "foundation": {"source": "./aws/dativo-etl", **FOUNDATION},
            "nightly": {"source": "./aws/etl-job", **NIGHTLY, "networking_vpc_id": vpc},
            "on_kubernetes": {"source": "./aws/etl-job", **ON_KUBERNETES},
        }
        made = Stack(folder, terraform.with_env(NO_PROXY="127.0.0.1", no_proxy="127.0.0.1"), aws, calls)
        made.write({})
        copied("aws/dativo-etl", folder)
        copied("aws/etl-job", folder)
        aws.configure(folder)
        applied = made.terraform.apply(ready(made.terraform, folder))
        assert applied.ok, applied
        yield made


@pytest.fixture(scope="module")
def changed(stack: Stack) -> Plan:
    """What the changes would do; `before` is what stands."""
    stack.write(CHANGES)
    made = plan(stack.terraform, stack.folder, {})
    stack.write({})
    return made


def test_a_second_plan_changes_nothing(stack: Stack) -> None:
    result = stack.terraform.plan(stack.folder, "-detailed-exitcode")
    assert result.code == 0, result


def test_aws_has_every_tag_on_everything(stack: Stack, changed: Plan) -> None:
    standing = [change for change in changed.changes.values() if change.before and change.type not in UNTAGGABLE]
    assert {change.type for change in standing} == set(READ)
    for change in standing:
        assert change.before is not None
        carried = READ[change.type](stack.aws, change.before)
        assert {key: carried.get(key) for key in TAGS} == TAGS, change.address


def test_a_change_takes_nothing_away_but_a_revision(changed: Plan) -> None:
    ended = {change.type for change in changed.changes.values() if change.ends}
    assert ended == {"aws_ecs_task_definition"}
    updated = {change.type for change in changed.changes.values() if change.actions == ("update",)}
    assert {"aws_s3_bucket", "aws_glue_catalog_database", "aws_cloudwatch_log_group"} <= updated, "it reached them"


def test_aws_bounds_a_job_to_its_prefix(stack: Stack) -> None:
    iam = stack.aws.client("iam")
    policy = iam.get_role_policy(RoleName="dativo-acme-prod-orders-task", PolicyName="data")["PolicyDocument"]
    objects = [each for each in policy["Statement"] if "s3:GetObject" in each["Action"]]
    assert [each["Resource"] for each in objects] == ["arn:aws:s3:::acme-data-lake/raw/orders/*"]


def test_the_schedule_may_start_its_own_task_only(stack: Stack) -> None:
    iam = stack.aws.client("iam")
    policy = iam.get_role_policy(RoleName="dativo-acme-prod-orders-scheduler", PolicyName="start-task")
    allowed = {each["Sid"]: each["Resource"] for each in policy["PolicyDocument"]["Statement"]}
    family = "arn:aws:ecs:us-east-1:123456789012:task-definition/dativo-acme-prod-orders:*"
    assert allowed["StartTask"] == family
    roles = {f"arn:aws:iam::123456789012:role/dativo-acme-prod-orders-{kind}" for kind in ("task", "execution")}
    assert set(allowed["HandOverRoles"]) == roles


def test_what_holds_data_is_not_destroyed(stack: Stack) -> None:
    result = stack.terraform.plan(stack.folder, "-destroy", "-refresh=false")
    assert not result.ok
    for address in ("aws_s3_bucket.this[0]", "aws_glue_catalog_database.this[0]"):
        assert f"Resource module.foundation.{address} has lifecycle.prevent_destroy set" in result.said, result


def test_a_copy_without_the_protection_is_destroyed_and_leaves_nothing(stack: Stack) -> None:
    assert without_protection(stack.folder / "aws" / "dativo-etl") == 2
    result: Result = stack.terraform.destroy(stack.folder)
    assert result.ok, result
    assert stack.aws.client("s3").list_buckets()["Buckets"] == []
    assert stack.aws.client("iam").list_roles()["Roles"] == []
    assert stack.aws.client("glue").get_databases()["DatabaseList"] == []

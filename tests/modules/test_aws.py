"""The AWS modules as Terraform plans them, on both majors of the provider: the jobs of the guide, tags, policies."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.engines.terraform import Terraform

from .harness import MODULES, Plan, copied, own_tests, plan, ready, untagged, without_refusals, without_tags

FOUNDATION, JOB = "aws/dativo-etl", "aws/etl-job"
EACH = pytest.mark.parametrize("module", [FOUNDATION, JOB])
EXAMPLES = sorted(file.parent.relative_to(MODULES).as_posix() for file in MODULES.glob("aws/*/examples/*/main.tf"))
pytestmark = pytest.mark.engine("terraform", "aws-newest")

KEY = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"
ROLE = "arn:aws:iam::123456789012:role/dativo-etl-role"
IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/dativo:1.2.3"
WHO = {"tenant_id": "acme", "environment": "prod", "job_name": "orders"}
TAGS = {**WHO, "CostCenter": "HR-001", "compliance.regulations": "GDPR/CCPA"}
NETWORK = {"networking_vpc_id": "vpc-0123456789abcdef0", "networking_subnet_ids": ["subnet-0123456789abcdef0"]}
STORAGE = {"storage_bucket": "acme-data-lake", "storage_prefix": "raw/stripe/customers"}

WHOLE_FOUNDATION = {
    **WHO,
    "s3_bucket_name": "acme-data-lake",
    "storage_prefix": "raw",
    "storage_kms_key_id": KEY,
    "retention_days": 365,
    "access_logs": {"bucket": "acme-logs"},
    "budget": {"amount": 100, "emails": ["data@acme.example"]},
    "trust": {"principal_arns": [ROLE]},
    "tags": TAGS,
}
WHOLE_JOB = {
    **WHO,
    **NETWORK,
    **STORAGE,
    "storage_kms_key_id": KEY,
    "runtime_cluster_name": "dativo-prod",
    "container_image": IMAGE,
    "command": ["run"],
    "container": {"secrets": {"KEY": "arn:aws:ssm:us-east-1:123456789012:parameter/acme/key"}},
    "catalog": {"databases": ["acme_prod"]},
    "schedule": {"cron": "0 2 * * *", "dead_letter_arn": "arn:aws:sqs:us-east-1:123456789012:failed"},
    "enable_monitoring": True,
    "alerts": {"memory_percent": 90},
    "tags": TAGS,
}
ON_KUBERNETES = {
    **WHO,
    **STORAGE,
    "runtime_type": "kubernetes",
    "runtime_cluster_name": "dativo-prod-eks",
    "runtime_namespace": "data-engineering",
    "runtime_service_account": "dativo-etl-sa",
    "tags": TAGS,
}
WHOLE = {"foundation": (FOUNDATION, WHOLE_FOUNDATION), "ecs": (JOB, WHOLE_JOB), "kubernetes": (JOB, ON_KUBERNETES)}
EACH_WHOLE = pytest.mark.parametrize(("module", "variables"), WHOLE.values(), ids=WHOLE)

GUIDE: Mapping[str, Mapping[str, Any]] = {
    "quick start": {
        **WHO,
        **NETWORK,
        **STORAGE,
        "runtime_type": "dagster",
        "runtime_cluster_name": "dativo-prod",
        "runtime_namespace": "etl-jobs",
        "runtime_service_account": ROLE,
        "compute_cpu": "2",
        "compute_memory": "4Gi",
        "compute_instance_type": "t3.medium",
        "compute_max_runtime_seconds": 3600,
        "networking_security_group_ids": ["sg-0123456789abcdef0"],
        "networking_private_networking": True,
        "storage_kms_key_id": KEY,
        "enable_monitoring": True,
        "retention_days": 90,
    },
    "ecs": {
        **WHO,
        **NETWORK,
        **STORAGE,
        "cloud_provider": "aws",
        "region": "us-east-1",
        "account_id": "123456789012",
        "runtime_type": "ecs",
        "runtime_cluster_name": "dativo-prod-cluster",
        "runtime_namespace": "etl-jobs",
        "runtime_service_account": ROLE,
        "compute_cpu": "2048",
        "compute_memory": "4096",
        "storage_kms_key_id": KEY,
        "dagster_code_location": "dativo-etl-prod",
        "dagster_repository": "etl_jobs",
    },
    "kubernetes": {**ON_KUBERNETES, "compute_cpu": "2", "compute_memory": "4Gi"},
    "multi-tenant": {
        **WHO,
        "runtime_cluster_name": "dativo-acme-prod",
        "runtime_namespace": "acme-etl",
        "runtime_service_account": "arn:aws:iam::123456789012:role/dativo-acme-etl-role",
        "networking_vpc_id": "vpc-acme",
        "networking_subnet_ids": ["subnet-acme-1", "subnet-acme-2"],
        "storage_bucket": "acme-data-lake",
    },
    "migration": {
        **WHO,
        "runtime_type": "ecs",
        "runtime_cluster_name": "existing-cluster",
        "runtime_service_account": "arn:aws:iam::123456789012:role/existing-role",
    },
}
"""What the jobs of the integration guide say, as variables of a module."""


@pytest.fixture(scope="module")
def planned(
    newest_terraform: Terraform, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, Mapping[str, Any]], Plan]:
    """Module, variables -> the plan by the newest provider's schema."""

    @cache
    def folder(module: str) -> Path:
        return ready(newest_terraform, copied(module, tmp_path_factory.mktemp("planned")))

    return lambda module, variables: plan(newest_terraform, folder(module), variables)


def policies(made: Plan) -> list[dict[str, Any]]:
    """Every statement of every policy of a role that is known before roles are made."""
    after = [change.after for change in made.of_type("aws_iam_role_policy") if change.after]
    texts = [each["policy"] for each in after if "policy" in each]
    return [statement for text in texts for statement in json.loads(text)["Statement"]]


def listed(value: str | list[str]) -> list[str]:
    """One or several, as policies write them."""
    return [value] if isinstance(value, str) else value


def test_terraform_would_format_nothing_otherwise(newest_terraform: Terraform) -> None:
    result = newest_terraform.fmt_check(MODULES / "aws")
    assert result.ok, result


@pytest.mark.long
@pytest.mark.engine("aws")
@EACH
def test_the_tests_of_a_module_pass_on_the_major_before(module: str, terraform: Terraform, tmp_path: Path) -> None:
    """Without the refusals: Terraform itself judges those, before it asks a provider."""
    folder = without_refusals(ready(terraform, copied(module, tmp_path)))
    assert (valid := terraform.validate(folder)).ok, valid
    assert (tested := own_tests(terraform, folder)).ok, tested


@EACH
def test_the_tests_of_a_module_pass_on_the_newest_major(
    module: str, newest_terraform: Terraform, tmp_path: Path
) -> None:
    folder = without_refusals(ready(newest_terraform, copied(module, tmp_path)))
    assert (valid := newest_terraform.validate(folder)).ok, valid
    assert (tested := own_tests(newest_terraform, folder)).ok, tested


@pytest.mark.long
@EACH
def test_a_module_s_own_tests_refuse_what_they_say(module: str, newest_terraform: Terraform, tmp_path: Path) -> None:
    folder = ready(newest_terraform, copied(module, tmp_path))
    tested = own_tests(newest_terraform, folder, "-filter=tests/refused.tftest.hcl")
    assert tested.ok, tested


@pytest.mark.long
@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_can_be_planned(example: str, newest_terraform: Terraform, tmp_path: Path) -> None:
    copied(example.split("/examples/", maxsplit=1)[0], tmp_path)
    made = plan(newest_terraform, ready(newest_terraform, tmp_path / example), {})
    assert made.changes
    assert untagged(made, {"tenant_id": "acme", "environment": "prod"}) == []


def test_the_feature_summarys_command_plans_as_it_stands(newest_terraform: Terraform, tmp_path: Path) -> None:
    folder = ready(newest_terraform, copied(FOUNDATION, tmp_path))
    command = ["-var=tenant_id=acme", "-var=s3_bucket_name=acme-data-lake"]
    result = newest_terraform.plan(folder, "-input=false", *command)
    assert result.ok, result
    assert "will be created" in result.said
    assert "Warning" not in result.said


@pytest.mark.parametrize("variables", GUIDE.values(), ids=GUIDE)
def test_a_job_of_the_guide_can_be_planned(
    variables: Mapping[str, Any], planned: Callable[[str, Mapping[str, Any]], Plan]
) -> None:
    made = planned(JOB, variables)
    assert {change.actions for change in made.changes.values()} == {("create",)}
    stands = [change.address for change in made.changes.values() if change.type in ("aws_s3_bucket", "aws_ecs_cluster")]
    assert stands == []


@EACH_WHOLE
def test_every_resource_carries_every_tag(
    module: str, variables: Mapping[str, Any], planned: Callable[[str, Mapping[str, Any]], Plan]
) -> None:
    made = planned(module, variables)
    assert untagged(made, TAGS) == []
    for schedule in made.of_type("aws_scheduler_schedule"):
        assert schedule.after is not None
        assert schedule.after["target"][0]["ecs_parameters"][0]["propagate_tags"] == "TASK_DEFINITION"


@EACH_WHOLE
def test_tags_that_are_taken_away_are_missed(
    module: str, variables: Mapping[str, Any], newest_terraform: Terraform, tmp_path: Path
) -> None:
    """Taken from every resource at once: each of them must be named, so each one alone would be."""
    folder = copied(module, tmp_path)
    assert without_tags(folder)
    made = plan(newest_terraform, ready(newest_terraform, folder), variables)
    taggable = [change.address for change in made.changes.values() if change.after and "tags" in change.after]
    assert untagged(made, TAGS) == sorted(f"{address}: tags" for address in taggable)
    assert taggable


GIVEN_ROLES = {"runtime_service_account": ROLE, "execution_role_arn": ROLE}
"""What the schedule may hand over is then known too."""


@pytest.mark.parametrize(
    ("module", "variables"), [*WHOLE.values(), (JOB, {**WHOLE_JOB, **GIVEN_ROLES})], ids=[*WHOLE, "schedule"]
)
def test_policies_name_what_they_open(
    module: str, variables: Mapping[str, Any], planned: Callable[[str, Mapping[str, Any]], Plan]
) -> None:
    statements = policies(planned(module, variables))
    assert statements
    for statement in statements:
        assert not any(action.endswith("*") for action in listed(statement["Action"])), statement
        if statement["Action"] != "ecr:GetAuthorizationToken":
            assert "*" not in listed(statement["Resource"]), statement


def test_a_role_ends_at_its_prefix(planned: Callable[[str, Mapping[str, Any]], Plan]) -> None:
    find, see, use = policies(planned(JOB, {**WHO, **STORAGE}))
    assert use["Resource"] == "arn:aws:s3:::acme-data-lake/raw/stripe/customers/*"
    assert see["Condition"]["StringLike"]["s3:prefix"] == ["raw/stripe/customers", "raw/stripe/customers/*"]
    assert find["Action"] == "s3:GetBucketLocation"


def test_a_service_account_of_another_namespace_gets_no_role(
    planned: Callable[[str, Mapping[str, Any]], Plan],
) -> None:
    provider = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABC"
    by_openid = planned(JOB, {**ON_KUBERNETES, "kubernetes": {"oidc_provider_arn": provider}}).one("aws_iam_role")
    (statement,) = json.loads(by_openid["assume_role_policy"])["Statement"]
    assert statement["Condition"]["StringEquals"] == {
        "oidc.eks.us-east-1.amazonaws.com/id/ABC:sub": "system:serviceaccount:data-engineering:dativo-etl-sa",
        "oidc.eks.us-east-1.amazonaws.com/id/ABC:aud": "sts.amazonaws.com",
    }
    (statement,) = json.loads(planned(JOB, ON_KUBERNETES).one("aws_iam_role")["assume_role_policy"])["Statement"]
    assert statement["Condition"]["StringEquals"] == {
        "aws:RequestTag/eks-cluster-name": "dativo-prod-eks",
        "aws:RequestTag/kubernetes-namespace": "data-engineering",
        "aws:RequestTag/kubernetes-service-account": "dativo-etl-sa",
    }

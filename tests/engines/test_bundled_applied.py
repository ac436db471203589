"""Two tenants with three jobs each, rendered and made for real: the AWS provider, with moto in place of AWS.

Both stacks keep their state in a bucket there, locked while Terraform runs. One of the tests takes `prevent_destroy`
out of the copies of modules, so that the last one can destroy everything.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from dativo_gen.cli.app import app
from tests.modules.harness import UNTAGGABLE, Change, plan, without_protection

from .offline import offline
from .terraform import Terraform

if TYPE_CHECKING:
    from tests.modules.moto import Moto

pytestmark = [
    pytest.mark.engine("terraform", "aws", "moto"),
    pytest.mark.long,  # the fleet of test_applied_tree.py is applied in every run
]

TENANTS = ("acme", "globex")
STATES = "platform-states"
SETTINGS = f"""\
image: 123456789012.dkr.ecr.us-east-1.amazonaws.com/dativo:1.4
defaults:
  finops: {{business_tags: [payments, revenue]}}
  infrastructure:
    provider: aws
    region: us-east-1
    tags: {{CostCenter: HR-001, Owner: data-team@acme.com}}
    terraform:
      stack: platform
      backend_config: {{bucket: {STATES}, key: "${{tenant_id}}.tfstate", region: us-east-1, use_lockfile: true}}
"""
JOBS = {
    "foundation": """\
infrastructure:
  terraform:
    variables: {s3_bucket_name: "${tenant_id}-data-lake", retention_days: 365}
""",
    "orders": """\
schedule: {cron: "30 2 * * 1-5", timezone: Europe/Berlin}
infrastructure:
  runtime: {type: ecs, cluster_name: dativo-prod}
  compute: {cpu: "2", memory: 4Gi}
  networking: {vpc_id: VPC, subnet_ids: [subnet-0123456789abcdef0]}
  storage: {bucket: "${tenant_id}-data-lake", prefix: raw/orders}
  terraform:
    variables: {enable_monitoring: true, retention_days: 90}
""",
    "invoices": """\
infrastructure:
  runtime: {type: kubernetes, cluster_name: dativo-eks, namespace: etl, service_account: dativo-invoices}
  storage: {bucket: "${tenant_id}-data-lake", prefix: raw/invoices}
  terraform:
    module_source: dativo://aws/etl-job
    variables:
      kubernetes:
        oidc_provider_arn: arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/ABC
""",
}


@dataclass(frozen=True, slots=True)
class Fleet:
    """The rendered tree, applied."""

    tree: Path
    terraform: Terraform
    aws: Moto

    def stack(self, tenant: str) -> Path:
        return self.tree / tenant / "prod" / "platform"


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    """Rendered, initialised and applied once."""
    from tests.modules.moto import moto  # noqa: PLC0415 - imports moto, which is not on every machine

    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    place = tmp_path_factory.mktemp("fleet")
    with moto() as aws, offline(tmp_path_factory.mktemp("terraform"), [], ["aws"]) as found:
        aws.client("s3").create_bucket(Bucket=STATES)
        vpc = aws.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
        _render(place, vpc)
        keys = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}
        terraform = found.with_env(NO_PROXY="127.0.0.1", no_proxy="127.0.0.1", **keys)
        made = Fleet(place / "generated" / "terraform", terraform, aws)
        for tenant in TENANTS:
            folder = made.stack(tenant)
            aws.configure(folder)
            (folder / "zz_provider.tf").rename(folder / "moto_override.tf")
            for result in (terraform.init(folder, *_backend(aws)), terraform.apply(folder)):
                assert result.ok, result
        yield made


def _render(place: Path, vpc: str) -> None:
    (place / "dativo-gen.yaml").write_text(SETTINGS, "utf-8")
    for tenant in TENANTS:
        folder = place / "jobs" / tenant
        folder.mkdir(parents=True)
        for name, body in JOBS.items():
            text = body.replace("VPC", vpc)
            (folder / f"{name}.yaml").write_text(f"tenant_id: {tenant}\n{text}", "utf-8")
    result = CliRunner().invoke(app, ["render", str(place / "jobs"), "--quiet"])
    assert result.exit_code == 0, result.output


def _backend(aws: Moto) -> list[str]:
    """What a backend on moto needs beside the generated arguments."""
    more = ["use_path_style=true", "skip_credentials_validation=true", "skip_metadata_api_check=true"]
    more += ["skip_requesting_account_id=true", f'endpoints={{s3="{aws.url}"}}']
    return [f"-backend-config={each}" for each in more]


def test_each_tenants_state_lies_in_the_bucket_and_no_lock_is_left(fleet: Fleet) -> None:
    found = fleet.aws.client("s3").list_objects_v2(Bucket=STATES)["Contents"]
    assert [each["Key"] for each in found] == ["acme.tfstate", "globex.tfstate"]


def test_a_stack_that_is_locked_is_left_alone(fleet: Fleet) -> None:
    s3 = fleet.aws.client("s3")
    s3.put_object(Bucket=STATES, Key="acme.tfstate.tflock", Body=b'{"ID": "somebody"}')
    result = fleet.terraform.plan(fleet.stack("acme"))
    s3.delete_object(Bucket=STATES, Key="acme.tfstate.tflock")
    assert "Error acquiring the state lock" in result.said, result


@pytest.mark.parametrize("tenant", TENANTS)
def test_a_second_plan_changes_nothing_and_aws_tells_every_tag(tenant: str, fleet: Fleet) -> None:
    from tests.modules.tags_in_aws import READ  # noqa: PLC0415 - reads with boto3, which comes with moto

    made = plan(fleet.terraform, fleet.stack(tenant), {}).changes
    assert [address for address, change in made.items() if change.actions != ("no-op",)] == []
    assert {change.type for change in made.values()} <= READ.keys() | UNTAGGABLE
    for address, change in made.items():
        if change.type in READ:
            assert change.after is not None
            carried = READ[change.type](fleet.aws, change.after)
            wanted = _wanted(tenant, change)
            assert wanted.items() <= carried.items(), address


def _wanted(tenant: str, change: Change) -> dict[str, str]:
    job = change.address.split(".")[1]
    own = {"tenant_id": tenant, "environment": "prod", "job_name": job}
    return {**own, "CostCenter": "HR-001", "Owner": "data-team@acme.com", "finops.business_tags": "payments/revenue"}


def test_what_runs_is_each_tenants_own(fleet: Fleet) -> None:
    ecs, scheduler = fleet.aws.client("ecs"), fleet.aws.client("scheduler")
    for tenant in TENANTS:
        task = ecs.describe_task_definition(taskDefinition=f"dativo-{tenant}-prod-orders")["taskDefinition"]
        (container,) = task["containerDefinitions"]
        assert container["image"] == "123456789012.dkr.ecr.us-east-1.amazonaws.com/dativo:1.4"
        assert container["command"] == ["run", "--config", f"/app/generated/jobs/prod/{tenant}/orders.yaml"]
    found = scheduler.list_schedules()["Schedules"]
    assert sorted(each["GroupName"] for each in found) == [f"dativo-{tenant}-prod-orders" for tenant in TENANTS]


def test_what_holds_data_stops_a_destroy_until_the_copies_protect_it_no_more(fleet: Fleet) -> None:
    for tenant in TENANTS:
        result = fleet.terraform.plan(fleet.stack(tenant), "-destroy", "-refresh=false")
        assert "prevent_destroy set" in result.said, result
    assert without_protection(fleet.tree / "_modules" / "aws" / "dativo-etl") > 0
    for tenant in TENANTS:
        result = fleet.terraform.destroy(fleet.stack(tenant))
        assert result.ok, result
    assert [each["Name"] for each in fleet.aws.client("s3").list_buckets()["Buckets"]] == [STATES]
    assert fleet.aws.client("iam").list_roles()["Roles"] == []

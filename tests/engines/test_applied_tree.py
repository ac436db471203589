"""What is rendered for two tenants is made by real Terraform, stays as it is, changes without loss, and goes again.

The state lies in a bucket of moto's server too: `init` is given its address beside the generated `backend.tf`. The
provider blocks are pointed there by an override file; everything else runs as it was rendered.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dativo_gen.cli.app import app
from tests.modules.harness import UNTAGGABLE, without_protection
from tests.modules.tags_in_aws import READ

from .applied import STATES, Stack, Tree, of_each, rendered
from .terraform import Result

pytestmark = pytest.mark.engine("terraform", "aws", "moto")

STACKS = ("acme/platform", "globex/platform")
EACH = pytest.mark.parametrize("name", STACKS)

CHANGES = {
    "acme/_defaults.yaml": [("HR-001", "HR-002")],
    "acme/foundation.yaml": [("prefix: raw", "prefix: landing"), ("retention_days: 365", "retention_days: 30")],
    "acme/orders.yaml": [
        ('cpu: "2"', 'cpu: "4"'),
        ("memory: 4Gi", "memory: 16Gi"),
        ("prefix: raw/orders", "prefix: landing/orders"),
        ('cron: "30 2 * * 1-5"', 'cron: "0 5 * * *", enabled: false'),
        ("retention_days: 90", "retention_days: 30"),
    ],
    "acme/invoices.yaml": [("cpu: 500m", "cpu: 2"), ("memory: 1Gi", "memory: 8Gi"), ("*/15 *", "0 7")],
    "globex/lake.yaml": [("landing", "raw"), ("project: lake", "project: house")],
    "globex/customers.yaml": [('"2048"', '"4096"'), ("landing/customers", "raw/customers"), ("0 5 1", "0 6 2")],
    "globex/payments.yaml": [("prefix: landing", "prefix: raw"), ("OPS-003", "OPS-004"), ("0 */6", "30 1")],
}
"""Another tag, prefix, size, schedule and retention, by file."""
REVISIONS = {"aws_ecs_task_definition"}
"""What takes no change: each is a revision of its own, with nothing in it but what the job config says."""


Tagged = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Stack -> job -> its tags."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tree]:
    """The tree, rendered."""
    with rendered(tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("terraform")) as found:
        yield found


@pytest.fixture(scope="module")
def applied(tree: Tree) -> Mapping[str, Stack]:
    """Every stack initialised, planned, and made as planned; `plan.json` of each lies in its folder."""

    def apply(stack: Stack) -> None:
        tree.init(stack)
        stack.planned()
        told = stack.terraform.run(stack.folder, "apply", "-no-color", "made.tfplan")
        assert told.ok, told

    of_each(tree.stacks, apply)
    return tree.stacks


@pytest.fixture(scope="module")
def asked(applied: Mapping[str, Stack]) -> Mapping[str, Any]:
    """What `dativo-gen tags --plan` says of the plan that each stack was made by: exit code and output."""
    told = {
        name: CliRunner().invoke(app, ["tags", "--plan", str(stack.folder / "plan.json")])
        for name, stack in applied.items()
    }
    return {name: (result.exit_code, result.output) for name, result in told.items()}


@pytest.fixture(scope="module")
def again(applied: Mapping[str, Stack]) -> Mapping[str, Result]:
    """A second plan, which looks at all that was made."""
    return of_each(applied, lambda stack: stack.terraform.plan(stack.folder, "-detailed-exitcode"))


@pytest.fixture(scope="module")
def tagged(tree: Tree) -> Tagged:
    """Stack and job -> its tags as they were when the stacks were made."""
    return {name: stack.jobs for name, stack in tree.stacks.items()}


@pytest.fixture(scope="module")
def changed(
    asked: Mapping[str, Any], again: Mapping[str, Result], tagged: Tagged, applied: Mapping[str, Stack], tree: Tree
) -> Mapping[str, Any]:
    """Plans after the job configs were changed and rendered again; what the first plans say was read before."""
    del asked, again, tagged
    tree.edit(CHANGES)
    tree.render()
    return of_each(applied, lambda stack: stack.planned("-refresh=false"))


def managed(plan: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What a plan says of every resource that the stack manages."""
    return [each for each in plan["resource_changes"] if each["mode"] == "managed"]


def test_jobs_of_one_state_are_one_stack(tree: Tree) -> None:
    jobs = {name: set(stack.jobs) for name, stack in tree.stacks.items()}
    assert jobs == {
        "acme/platform": {"foundation", "orders", "invoices"},
        "globex/platform": {"lake", "customers", "payments"},
    }


@EACH
def test_a_plan_tags_everything_that_takes_tags(name: str, asked: Mapping[str, Any]) -> None:
    code, output = asked[name]
    assert code == 0, output
    assert " resources with all tags; 0 without; " in output
    assert "known after apply" not in output


@EACH
def test_aws_has_exactly_the_tags_of_tags_json_on_everything(
    name: str, changed: Mapping[str, Any], tree: Tree, tagged: Tagged
) -> None:
    made = [each for each in managed(changed[name]) if each["change"]["before"] is not None]
    standing = [each for each in made if each["type"] not in UNTAGGABLE]
    assert {each["module_address"] for each in standing} == {f"module.{job}" for job in tagged[name]}
    for each in standing:
        job = each["module_address"].removeprefix("module.")
        assert READ[each["type"]](tree.aws, each["change"]["before"]) == tagged[name][job], each["address"]


@EACH
def test_a_second_plan_changes_nothing(name: str, again: Mapping[str, Result]) -> None:
    assert again[name].code == 0, again[name]


def test_states_lie_where_the_tree_says(applied: Mapping[str, Stack], tree: Tree) -> None:
    found = tree.aws.client("s3").list_objects_v2(Bucket=STATES)["Contents"]
    assert sorted(each["Key"] for each in found) == sorted(stack.state for stack in applied.values())


@EACH
def test_a_state_is_locked_while_it_is_written_and_refuses_a_second_run(
    name: str, applied: Mapping[str, Stack], tree: Tree
) -> None:
    """The lock that is held here is the one with which the stack was made: Terraform wrote it."""
    stack = applied[name]
    lock = f"{stack.state}.tflock"
    held = next(each for each in tree.versions(lock) if json.loads(each)["Operation"] == "OperationTypeApply")
    s3 = tree.aws.client("s3")
    s3.put_object(Bucket=STATES, Key=lock, Body=held)
    told = stack.terraform.apply(stack.folder)
    s3.delete_object(Bucket=STATES, Key=lock)
    assert not told.ok, told
    assert "Error acquiring the state lock" in told.said
    assert json.loads(held)["ID"] in told.said


@EACH
def test_a_change_of_jobs_ends_nothing_that_holds_data(name: str, changed: Mapping[str, Any]) -> None:
    ended = {each["type"] for each in managed(changed[name]) if "delete" in each["change"]["actions"]}
    assert ended <= REVISIONS


def test_a_change_of_jobs_reaches_what_it_is_about(changed: Mapping[str, Any]) -> None:
    everything = [each for plan in changed.values() for each in managed(plan)]
    updated = {each["address"] for each in everything if each["change"]["actions"] == ["update"]}
    assert {
        "module.foundation.aws_s3_bucket.this[0]",
        "module.foundation.aws_glue_catalog_database.this[0]",
        "module.lake.aws_s3_bucket_lifecycle_configuration.this[0]",
        "module.orders.aws_cloudwatch_log_group.this[0]",
        "module.orders.aws_scheduler_schedule.this[0]",
        "module.payments.aws_scheduler_schedule.this[0]",
    } <= updated
    revised = {each["address"] for each in everything if "delete" in each["change"]["actions"]}
    assert revised == {
        f"module.{job}.aws_ecs_task_definition.this[0]" for job in ("orders", "invoices", "customers", "payments")
    }


def test_aws_bounds_a_job_to_its_prefix(applied: Mapping[str, Stack], tree: Tree) -> None:
    del applied
    iam = tree.aws.client("iam")
    policy = iam.get_role_policy(RoleName="dativo-acme-prod-invoices-task", PolicyName="data")["PolicyDocument"]
    objects = [each for each in policy["Statement"] if "s3:GetObject" in each["Action"]]
    assert [each["Resource"] for each in objects] == ["arn:aws:s3:::acme-data-lake/raw/invoices/*"]


def test_a_schedule_may_start_its_own_task_only(applied: Mapping[str, Stack], tree: Tree) -> None:
    del applied
    iam = tree.aws.client("iam")
    name = "dativo-globex-prod-customers"
    policy = iam.get_role_policy(RoleName=f"{name}-scheduler", PolicyName="start-task")["PolicyDocument"]
    allowed = {each["Sid"]: each["Resource"] for each in policy["Statement"]}
    assert allowed["StartTask"] == f"arn:aws:ecs:us-east-1:123456789012:task-definition/{name}:*"
    roles = {f"arn:aws:iam::123456789012:role/{name}-{kind}" for kind in ("task", "execution")}
    assert set(allowed["HandOverRoles"]) == roles


SCHEDULES = {
    "orders": ("acme", "cron(30 2 ? * MON,TUE,WED,THU,FRI *)", "Europe/Berlin"),
    "invoices": ("acme", "cron(0/15 * * * ? *)", "UTC"),
    "customers": ("globex", "cron(0 5 1 * ? *)", "UTC"),
    "payments": ("globex", "cron(0 0/6 * * ? *)", "Asia/Tokyo"),
}


@pytest.mark.parametrize("job", SCHEDULES)
def test_aws_starts_the_resolved_job_at_its_time(job: str, applied: Mapping[str, Stack], tree: Tree) -> None:
    del applied
    tenant, expression, timezone = SCHEDULES[job]
    group = f"dativo-{tenant}-prod-{job}"
    kept = tree.aws.client("scheduler").get_schedule(GroupName=group, Name=job)
    assert (kept["ScheduleExpression"], kept["ScheduleExpressionTimezone"]) == (expression, timezone)
    started = kept["Target"]["EcsParameters"]
    assert started["PropagateTags"] == "TASK_DEFINITION"
    task = tree.aws.client("ecs").describe_task_definition(taskDefinition=started["TaskDefinitionArn"])
    (container,) = task["taskDefinition"]["containerDefinitions"]
    assert container["image"].endswith("/dativo:1.2.3")
    assert container["command"] == ["run", "--config", f"/app/generated/jobs/prod/{tenant}/{job}.yaml"]


def test_what_holds_data_is_not_destroyed(changed: Mapping[str, Any], applied: Mapping[str, Stack]) -> None:
    del changed
    stack = applied["globex/platform"]
    told = stack.terraform.plan(stack.folder, "-destroy", "-refresh=false")
    assert not told.ok
    for address in ("aws_s3_bucket.this[0]", "aws_glue_catalog_database.this[0]"):
        assert f"Resource module.lake.{address} has lifecycle.prevent_destroy set" in told.said, told


def test_a_copy_without_the_protection_is_destroyed_and_leaves_nothing(
    changed: Mapping[str, Any], tree: Tree, tmp_path: Path
) -> None:
    del changed
    copy = tree.unprotected(tmp_path / "unprotected")
    assert without_protection(copy.generated / "_modules" / "aws" / "dativo-etl") == 2

    def destroy(stack: Stack) -> None:
        copy.init(stack)
        told = stack.terraform.destroy(stack.folder, "-refresh=false")
        assert told.ok, told

    of_each(copy.stacks, destroy)
    s3, aws = tree.aws.client("s3"), tree.aws.client
    assert [each["Name"] for each in s3.list_buckets()["Buckets"]] == [STATES]
    assert aws("iam").list_roles()["Roles"] == []
    assert aws("glue").get_databases()["DatabaseList"] == []
    assert aws("logs").describe_log_groups()["logGroups"] == []

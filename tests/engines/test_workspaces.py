"""A stack that belongs to a workspace can be planned and destroyed in no other one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .cases import Stack, all_stacks, backend, use_local_backend, workspace
from .terraform import Terraform

pytestmark = pytest.mark.engine("terraform")

MESSAGE = (
    r'"This stack is of workspace \"${var.workspace}\", not \"${terraform.workspace}\". Select it:'
    r'\n  TF_WORKSPACE=${var.workspace} terraform plan"'
)
STACK = """\
terraform {
  required_version = ">= 1.9"

  backend "s3" {
    bucket = "acme-state"
    key    = "orders.tfstate"
    region = "eu-west-1"
  }
}

variable "workspace" {
  description = "Workspace that holds this stack's state"
  type        = string
  default     = "prod"
  nullable    = false

  validation {
    condition     = terraform.workspace == var.workspace
    error_message = MESSAGE
  }
}

resource "terraform_data" "this" {
  input = "orders"
}
""".replace("MESSAGE", MESSAGE)
ADVICE = "TF_WORKSPACE=prod terraform plan"

IN_A_WORKSPACE = [
    pytest.param(stack, id=stack.name, marks=pytest.mark.engine("git"))
    for stack in all_stacks()
    if workspace(stack.folder) != "default" and backend(stack.folder) not in ("remote", "cloud")
]


@pytest.fixture
def stack(bare_terraform: Terraform, tmp_path: Path) -> Path:
    (tmp_path / "main.tf").write_text(STACK, "utf-8")
    use_local_backend(tmp_path)
    result = bare_terraform.init(tmp_path)
    assert result.ok, result
    return tmp_path


def test_validate_asks_for_no_workspace(stack: Path, bare_terraform: Terraform) -> None:
    assert bare_terraform.validate(stack).ok


def test_the_right_workspace_is_planned(stack: Path, bare_terraform: Terraform) -> None:
    result = bare_terraform.in_workspace("prod").plan(stack)
    assert result.ok, result
    assert "1 to add" in result.said


@pytest.mark.parametrize("wrong", ["default", "dev"])
def test_a_wrong_workspace_is_refused_with_the_command_that_works(
    stack: Path, bare_terraform: Terraform, wrong: str
) -> None:
    result = bare_terraform.in_workspace(wrong).plan(stack)
    assert result.code == 1, result
    assert ADVICE in result.output, "the command stands on one line, to be copied"


@pytest.mark.parametrize("command", [Terraform.apply, Terraform.destroy])
def test_nothing_is_changed_in_a_wrong_workspace(
    stack: Path, bare_terraform: Terraform, command: Callable[[Terraform, Path], object]
) -> None:
    wrong = bare_terraform.in_workspace("dev")
    assert wrong.apply(stack, "-var=workspace=dev").ok
    before = wrong.run(stack, "state", "pull").output
    result = command(wrong, stack)
    assert ADVICE in str(result)
    assert wrong.run(stack, "state", "pull").output == before


def test_the_right_workspace_is_applied_and_destroyed(stack: Path, bare_terraform: Terraform) -> None:
    right = bare_terraform.in_workspace("prod")
    assert right.apply(stack).ok
    assert right.addresses(stack) == ["terraform_data.this"]
    assert right.destroy(stack).ok
    assert right.addresses(stack) == []


@pytest.mark.parametrize("generated", IN_A_WORKSPACE)
def test_a_generated_stack_is_planned_in_no_other_workspace(
    generated: Stack, terraform: Terraform, plannable: Callable[[Stack], Path]
) -> None:
    own = workspace(generated.folder)
    result = terraform.in_workspace(f"not-{own}").plan(plannable(generated))
    assert result.code == 1, result
    assert f"TF_WORKSPACE={own} terraform plan" in result.output

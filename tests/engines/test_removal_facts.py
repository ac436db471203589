"""What real Terraform does with the blocks that let a job leave or change its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from .terraform import Result, Terraform

pytestmark = pytest.mark.engine("terraform")

MODULE = """\
variable "value" {
  type = string
}

resource "terraform_data" "this" {
  input = var.value
}

resource "terraform_data" "each" {
  for_each = toset(["a", "b"])
  input    = each.key
}
"""
PROTECTED = MODULE.replace("input = var.value", "input = var.value\n  lifecycle {\n    prevent_destroy = true\n  }")
ORDERS = """\
module "orders" {
  source = "./module"

  value = "orders"
}
"""
INVOICES = ORDERS.replace("orders", "invoices")
NEWER = INVOICES.replace('module "invoices"', 'module "bills"')
KEEP = """\
removed {
  from = module.invoices

  lifecycle {
    destroy = false
  }
}
"""
DESTROY = KEEP.replace("false", "true")
MOVED = """\
moved {
  from = module.invoices
  to   = module.bills
}
"""


def addresses(*labels: str) -> list[str]:
    return [f"module.{label}.terraform_data.{name}" for label in labels for name in ('each["a"]', 'each["b"]', "this")]


def rewrite(stack: Path, *parts: str) -> None:
    (stack / "main.tf").write_text("\n".join(parts), "utf-8")


def applied(terraform: Terraform, stack: Path, *parts: str) -> Result:
    """Write, install and apply a stack; the result of the apply."""
    rewrite(stack, *parts)
    assert terraform.fmt_check(stack).ok
    assert (ready := terraform.init(stack)).ok, ready
    return terraform.apply(stack)


@pytest.fixture
def stack(bare_terraform: Terraform, tmp_path: Path) -> Path:
    """Two jobs that are applied: `invoices` will leave, `orders` stays."""
    (tmp_path / "module").mkdir()
    (tmp_path / "module" / "main.tf").write_text(MODULE, "utf-8")
    assert applied(bare_terraform, tmp_path, ORDERS, INVOICES).ok
    assert bare_terraform.addresses(tmp_path) == addresses("invoices", "orders")
    return tmp_path


def test_keep_forgets_and_destroys_nothing(stack: Path, bare_terraform: Terraform) -> None:
    result = applied(bare_terraform, stack, ORDERS, KEEP)
    assert "0 destroyed" in result.said, result
    assert "will no longer be managed by Terraform" in result.said
    assert bare_terraform.addresses(stack) == addresses("orders")


def test_destroy_destroys_only_what_it_names(stack: Path, bare_terraform: Terraform) -> None:
    result = applied(bare_terraform, stack, ORDERS, DESTROY)
    assert "3 destroyed" in result.said, result
    assert bare_terraform.addresses(stack) == addresses("orders")


def test_no_line_at_all_destroys(stack: Path, bare_terraform: Terraform) -> None:
    """Why a job may not just vanish from a stack."""
    assert "3 destroyed" in applied(bare_terraform, stack, ORDERS).said


@pytest.mark.parametrize("block", [KEEP, DESTROY])
def test_the_last_job_of_a_stack_can_leave(stack: Path, bare_terraform: Terraform, block: str) -> None:
    assert applied(bare_terraform, stack, block, block.replace("invoices", "orders")).ok
    assert bare_terraform.addresses(stack) == []


def test_removed_needs_no_new_init(stack: Path, bare_terraform: Terraform) -> None:
    rewrite(stack, ORDERS, KEEP)
    assert bare_terraform.apply(stack).ok
    assert bare_terraform.addresses(stack) == addresses("orders")


@pytest.mark.parametrize("block", [KEEP, DESTROY])
def test_a_removed_block_may_stay_when_its_work_is_done(stack: Path, bare_terraform: Terraform, block: str) -> None:
    assert applied(bare_terraform, stack, ORDERS, block).ok
    result = bare_terraform.plan(stack, "-detailed-exitcode")
    assert result.code == 0, result


def test_removed_of_what_never_was_applied_changes_nothing(stack: Path, bare_terraform: Terraform) -> None:
    rewrite(stack, ORDERS, INVOICES, KEEP.replace("invoices", "never_there"))
    assert bare_terraform.plan(stack, "-detailed-exitcode").code == 0


def test_an_early_removed_block_passes_validate_and_fails_the_plan(stack: Path, bare_terraform: Terraform) -> None:
    rewrite(stack, ORDERS, INVOICES, DESTROY)
    assert bare_terraform.validate(stack).ok
    result = bare_terraform.plan(stack)
    assert result.code == 1
    assert "declares that module.invoices was removed, but it is still declared" in result.said


def test_destroy_does_not_heed_what_the_module_protected(stack: Path, bare_terraform: Terraform) -> None:
    (stack / "module" / "main.tf").write_text(PROTECTED, "utf-8")
    protected = bare_terraform.destroy(stack)
    assert "has lifecycle.prevent_destroy set" in protected.said, protected
    assert "3 destroyed" in applied(bare_terraform, stack, ORDERS, DESTROY).said


def test_moved_moves_and_touches_nothing(stack: Path, bare_terraform: Terraform) -> None:
    result = applied(bare_terraform, stack, ORDERS, NEWER, MOVED)
    assert "0 added, 0 changed, 0 destroyed" in result.said, result
    assert bare_terraform.addresses(stack) == addresses("bills", "orders")
    assert bare_terraform.plan(stack, "-detailed-exitcode").code == 0


def test_moved_needs_a_new_init(stack: Path, bare_terraform: Terraform) -> None:
    rewrite(stack, ORDERS, NEWER, MOVED)
    result = bare_terraform.plan(stack)
    assert result.code == 1
    assert "Module not installed" in result.said


def test_moved_is_refused_while_the_old_name_is_there(stack: Path, bare_terraform: Terraform) -> None:
    rewrite(stack, ORDERS, INVOICES, NEWER, MOVED)
    assert bare_terraform.init(stack).ok
    result = bare_terraform.plan(stack)
    assert result.code == 1
    assert "declares a move from module.invoices, but that module call is still declared" in result.said


def test_moved_onto_a_job_that_was_applied_destroys_the_one_that_moves(stack: Path, bare_terraform: Terraform) -> None:
    """Why `was` may only be said of a job that is new: Terraform warns, and destroys."""
    assert applied(bare_terraform, stack, ORDERS, INVOICES, NEWER).ok
    result = applied(bare_terraform, stack, ORDERS, NEWER, MOVED)
    assert "module.invoices could not move to module.bills" in result.said, result
    assert "3 destroyed" in result.said


def test_a_job_that_was_renamed_can_leave_under_its_new_name(stack: Path, bare_terraform: Terraform) -> None:
    """The rename may not have been applied yet: both blocks together still find it."""
    result = applied(bare_terraform, stack, ORDERS, MOVED, KEEP.replace("invoices", "bills"))
    assert "0 destroyed" in result.said, result
    assert bare_terraform.addresses(stack) == addresses("orders")

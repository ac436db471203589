"""What real Terraform does with rendered stacks whose jobs leave, get other names, or move their state."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.removals import Repository, repository

from .terraform import Result, Terraform

pytestmark = pytest.mark.engine("terraform")

LAKE = "acme/prod/lake"


def addresses(*names: str) -> list[str]:
    return [f"module.{name}.terraform_data.{each}" for name in names for each in ('each["a"]', 'each["b"]', "this")]


@dataclass(frozen=True, slots=True)
class Platform:
    """A repository whose stacks are applied, in a copy equally deep, without the provider that no resource uses."""

    repo: Repository
    terraform: Terraform

    def folder(self, stack: str) -> Path:
        return self.repo.root / "deployed" / "terraform" / stack

    def ready(self, stack: str) -> Path:
        """The stack as rendered, beside what Terraform left there."""
        source, folder = self.repo.output / "terraform" / stack, self.folder(stack)
        folder.mkdir(parents=True, exist_ok=True)
        for old in [*folder.glob("*.tf"), *folder.glob("*.tfvars")]:
            old.unlink()
        for file in [*source.glob("*.tf"), *source.glob("*.tfvars")]:
            if file.name not in ("providers.tf", "versions.tf"):
                shutil.copy(file, folder)
        assert (formatted := self.terraform.fmt_check(folder)).ok, formatted
        assert (result := self.terraform.init(folder, "-reconfigure")).ok, result
        return folder

    def apply(self, stack: str = LAKE) -> Result:
        result = self.terraform.apply(self.ready(stack))
        assert result.ok, result
        return result

    def settled(self, stack: str = LAKE) -> bool:
        """Whether a plan of what is rendered now changes nothing."""
        return self.terraform.plan(self.ready(stack), "-detailed-exitcode").code == 0

    def holds(self, stack: str = LAKE) -> list[str]:
        return self.terraform.addresses(self.folder(stack))

    def ids(self, stack: str, name: str) -> set[str]:
        """The ids of a job's resources: they stay only if nothing was made anew."""
        shown = self.terraform.run(self.folder(stack), "show", "-json").output
        modules = json.loads(shown)["values"]["root_module"]["child_modules"]
        found = next(each["resources"] for each in modules if each["address"] == f"module.{name}")
        return {resource["values"]["id"] for resource in found}


def backend(root: Path, name: str) -> dict[str, str]:
    """A state that several jobs can share."""
    return {"type": "local", "path": str(root / "states" / f"{name}.tfstate")}


@pytest.fixture
def shared(bare_terraform: Terraform, tmp_path: Path) -> Platform:
    """`orders` and `invoices` share the stack `lake`; rendered and applied."""
    repo = repository(tmp_path)
    for name in ("orders", "invoices"):
        repo.job(name, backend(tmp_path, "lake"), terraform={"stack": "lake"})
    repo.done()
    platform = Platform(repo, bare_terraform)
    platform.apply()
    assert platform.holds() == addresses("invoices", "orders")
    return platform


@pytest.fixture
def apart(bare_terraform: Terraform, tmp_path: Path) -> Platform:
    """`orders` and `invoices` have a stack each, with Terraform's default state in its folder; applied."""
    repo = repository(tmp_path)
    for name in ("orders", "invoices"):
        repo.job(name)
    repo.done()
    platform = Platform(repo, bare_terraform)
    for name in ("orders", "invoices"):
        platform.apply(f"acme/prod/{name}")
    return platform


def test_keep_forgets_and_destroys_nothing(shared: Platform) -> None:
    shared.repo.without("invoices")
    shared.repo.settings("acme/prod/invoices: keep")
    shared.repo.done()
    result = shared.apply()
    assert "0 destroyed" in result.said, result
    assert shared.holds() == addresses("orders")


def test_destroy_destroys_only_the_job_although_its_module_protects_it(shared: Platform) -> None:
    shared.repo.without("invoices")
    shared.repo.settings("acme/prod/invoices: destroy")
    shared.repo.done()
    result = shared.apply()
    assert "3 destroyed" in result.said, result
    assert shared.holds() == addresses("orders")


def test_a_job_that_loses_its_terraform_leaves_alike(shared: Platform) -> None:
    shared.repo.plain_job("invoices")
    shared.repo.refused()
    shared.repo.settings("acme/prod/invoices: keep")
    shared.repo.done()
    assert "0 destroyed" in shared.apply().said
    assert shared.holds() == addresses("orders")


def test_several_jobs_leave_in_their_own_ways(shared: Platform) -> None:
    shared.repo.without("orders", "invoices")
    shared.repo.settings("acme: keep", "acme/prod/orders: destroy")
    shared.repo.done()
    result = shared.apply()
    assert "3 destroyed" in result.said, result
    assert shared.holds() == []


@pytest.mark.parametrize(("word", "destroyed"), [("keep", 0), ("destroy", 3)])
def test_the_last_job_of_a_stack_leaves(apart: Platform, word: str, destroyed: int) -> None:
    apart.repo.without("invoices")
    apart.repo.settings(f"acme/prod/invoices: {word}")
    apart.repo.done()
    assert f"{destroyed} destroyed" in apart.apply("acme/prod/invoices").said
    assert apart.holds("acme/prod/invoices") == []
    assert apart.settled("acme/prod/invoices")
    assert apart.settled("acme/prod/orders")


def test_a_keep_line_may_stay_for_ever_and_gone_changes_nothing(shared: Platform) -> None:
    shared.repo.without("invoices")
    shared.repo.settings("acme/prod/invoices: keep")
    shared.repo.done()
    shared.apply()
    shared.repo.done()
    assert shared.settled()
    shared.repo.settings("acme/prod/invoices: gone")
    shared.repo.done()
    assert shared.settled()


def test_a_job_that_comes_back_before_it_left_has_its_resources(shared: Platform) -> None:
    shared.repo.without("invoices")
    shared.repo.settings("acme/prod/invoices: destroy")
    shared.repo.done()
    shared.repo.job("invoices", backend(shared.repo.root, "lake"), terraform={"stack": "lake"})
    shared.repo.settings()
    shared.repo.done()
    assert shared.settled()


def test_a_new_name_moves_and_makes_nothing_anew(shared: Platform) -> None:
    before = shared.ids(LAKE, "invoices")
    shared.repo.rename("invoices", "bills")
    shared.repo.settings("acme/prod/bills: {was: invoices}")
    shared.repo.done()
    assert "0 destroyed" in shared.apply().said
    assert shared.ids(LAKE, "bills") == before
    assert shared.holds() == addresses("bills", "orders")
    shared.repo.done()
    assert shared.settled()
    shared.repo.settings("acme/prod/invoices: gone")
    shared.repo.done()
    assert shared.settled()


@pytest.mark.parametrize("applied", ["never", "after the first", "after each"])
def test_names_in_a_row_move_however_far_they_were_applied(shared: Platform, applied: str) -> None:
    before = shared.ids(LAKE, "invoices")
    shared.repo.rename("invoices", "bills")
    shared.repo.settings("acme/prod/bills: {was: invoices}")
    shared.repo.done()
    if applied != "never":
        shared.apply()
    shared.repo.rename("bills", "ledger")
    shared.repo.settings("acme/prod/bills: {was: invoices}", "acme/prod/ledger: {was: bills}")
    shared.repo.done()
    assert "0 destroyed" in shared.apply().said
    assert shared.ids(LAKE, "ledger") == before
    assert shared.settled()


@pytest.mark.parametrize("applied", [False, True])
def test_a_name_that_is_taken_back_moves_back(shared: Platform, applied: bool) -> None:
    before = shared.ids(LAKE, "invoices")
    shared.repo.rename("invoices", "bills")
    shared.repo.settings("acme/prod/bills: {was: invoices}")
    shared.repo.done()
    if applied:
        shared.apply()
    shared.repo.rename("bills", "invoices")
    shared.repo.settings("acme/prod/invoices: {was: bills}")
    shared.repo.done()
    assert "0 destroyed" in shared.apply().said
    assert shared.ids(LAKE, "invoices") == before
    assert shared.settled()


@pytest.mark.parametrize("applied", [False, True])
@pytest.mark.parametrize(("word", "destroyed"), [("keep", 0), ("destroy", 3)])
def test_a_renamed_job_leaves_under_whichever_name_the_state_has(
    shared: Platform, applied: bool, word: str, destroyed: int
) -> None:
    shared.repo.rename("invoices", "bills")
    shared.repo.settings("acme/prod/bills: {was: invoices}")
    shared.repo.done()
    if applied:
        shared.apply()
    shared.repo.without("bills")
    shared.repo.settings(f"acme/prod/bills: {word}")
    shared.repo.done()
    assert f"{destroyed} destroyed" in shared.apply().said
    assert shared.holds() == addresses("orders")


def test_a_name_that_was_applied_cannot_be_taken_by_another_job(shared: Platform) -> None:
    """Terraform would warn, and destroy the one that moves; nothing is rendered."""
    shared.repo.without("invoices")
    shared.repo.settings("acme/prod/orders: {was: invoices}")
    shared.repo.refused()
    shared.repo.without("orders")
    shared.repo.job("invoices", backend(shared.repo.root, "lake"), terraform={"stack": "lake"})
    shared.repo.settings("acme/prod/invoices: {was: orders}")
    shared.repo.refused()
    assert shared.settled()


def test_the_name_of_a_removed_job_is_free_once_it_is_gone(shared: Platform) -> None:
    before = shared.ids(LAKE, "orders")
    shared.repo.without("invoices")
    shared.repo.settings("acme/prod/invoices: keep")
    shared.repo.done()
    shared.apply()
    shared.repo.settings("acme/prod/invoices: gone")
    shared.repo.done()
    shared.repo.rename("orders", "invoices")
    shared.repo.settings("acme/prod/invoices: {was: orders}")
    shared.repo.done()
    assert "0 destroyed" in shared.apply().said
    assert shared.ids(LAKE, "invoices") == before


def test_a_stack_with_another_name_and_the_same_state_changes_nothing(shared: Platform) -> None:
    for name in ("orders", "invoices"):
        shared.repo.job(name, backend(shared.repo.root, "lake"), terraform={"stack": "warehouse"})
    shared.repo.done()
    assert shared.settled("acme/prod/warehouse")


def test_a_state_that_was_migrated_changes_nothing(apart: Platform) -> None:
    """From the folder of one stack to that of another name."""
    apart.repo.job("invoices", terraform={"stack": "billing"})
    apart.repo.settings(*apart.repo.refused().lines)
    apart.repo.done()
    apart.folder("acme/prod/billing").mkdir(parents=True)
    state = apart.folder("acme/prod/invoices") / "terraform.tfstate"
    state.rename(apart.folder("acme/prod/billing") / "terraform.tfstate")
    assert apart.settled("acme/prod/billing")


def test_a_new_name_with_a_new_stack_moves_within_the_migrated_state(apart: Platform) -> None:
    before = apart.ids("acme/prod/invoices", "invoices")
    apart.repo.rename("invoices", "bills")
    apart.repo.settings("acme/prod/bills: {was: invoices, state: moved}")
    apart.repo.done()
    apart.folder("acme/prod/bills").mkdir(parents=True)
    state = apart.folder("acme/prod/invoices") / "terraform.tfstate"
    state.rename(apart.folder("acme/prod/bills") / "terraform.tfstate")
    assert "0 destroyed" in apart.apply("acme/prod/bills").said
    assert apart.ids("acme/prod/bills", "bills") == before


def test_a_job_moves_to_another_stack_with_its_part_of_the_state(shared: Platform) -> None:
    before = shared.ids(LAKE, "invoices")
    target = backend(shared.repo.root, "money")
    shared.repo.job("invoices", target, terraform={"stack": "money"})
    shared.repo.settings(*shared.repo.refused().lines)
    shared.repo.done()
    source = backend(shared.repo.root, "lake")["path"]
    options = (f"-state={source}", f"-state-out={target['path']}")
    result = shared.terraform.run(shared.repo.root, "state", "mv", *options, "module.invoices", "module.invoices")
    assert result.ok, result
    assert shared.settled()
    assert shared.settled("acme/prod/money")
    assert shared.ids("acme/prod/money", "invoices") == before


def test_a_removed_job_leaves_the_state_to_which_its_stack_was_migrated(shared: Platform) -> None:
    shared.repo.without("invoices")
    target = backend(shared.repo.root, "money")
    shared.repo.job("orders", target, terraform={"stack": "money"})
    shared.repo.settings("acme/prod/invoices: keep", "acme/prod/orders: {state: moved}")
    shared.repo.done()
    shutil.copy(backend(shared.repo.root, "lake")["path"], target["path"])
    assert "0 destroyed" in shared.apply("acme/prod/money").said
    assert shared.holds("acme/prod/money") == addresses("orders")

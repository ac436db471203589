"""What render allows, refuses and writes when a job that stays changes its name, its state or its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.removals import SHARED, Repository, repository

STATE = {"aws": {"type": "s3", "bucket": "acme-state", "key": "${tenant_id}/${stack}.tfstate", "region": "eu-west-1"}}


@pytest.fixture
def two(tmp_path: Path) -> Repository:
    """Two jobs that share the stack `lake`, rendered."""
    made = repository(tmp_path)
    made.job("orders", SHARED)
    made.job("invoices", SHARED)
    made.done()
    return made


@pytest.fixture
def apart(tmp_path: Path) -> Repository:
    """Two jobs with a stack each, in states that the settings name; rendered."""
    made = repository(tmp_path)
    made.settings(state=STATE)
    made.job("orders")
    made.job("invoices")
    made.done()
    return made


CHANGES: dict[str, dict[str, Any]] = {
    "key": {"backend": {**SHARED, "key": "other/lake.tfstate"}},
    "bucket": {"backend": {**SHARED, "bucket": "other-state"}},
    "backend": {"backend": {"type": "gcs", "bucket": "acme-state", "prefix": "lake"}},
    "workspace": {"terraform": {"workspace": "blue"}},
    "provider": {"provider": "azure", "region": "westeurope", "account_id": "00000000-0000-0000-0000-000000000001"},
    "region": {"region": "eu-central-1"},
    "no region": {"region": None},
    "account": {"account_id": "123456789013"},
    "no account": {"account_id": None},
    "derived account": {
        "account_id": None,
        "runtime": {"type": "ecs", "service_account": "arn:aws:iam::210987654321:role/etl"},
    },
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_state_or_place_is_refused_until_it_is_said(tmp_path: Path, change: str) -> None:
    made = repository(tmp_path)
    base: dict[str, Any] = {"backend": SHARED, "account_id": "123456789012"}
    made.job("orders", **base)
    made.done()
    made.job("orders", **{**base, **CHANGES[change]})
    ran = made.refused()
    assert ran.lines == ["acme/prod/orders: {state: moved}"], ran
    made.settings(*ran.lines)
    made.done()
    assert made.render("--check").code == 0


def test_what_was_not_known_may_become_known(tmp_path: Path) -> None:
    made = repository(tmp_path)
    made.job("orders", SHARED, region=None)
    made.done()
    made.job("orders", SHARED, account_id="123456789012")
    made.done()
    assert made.record("acme/prod/lake")["place"]["region"] == "eu-west-1"


def test_another_spelling_of_a_region_is_no_move(tmp_path: Path) -> None:
    made = repository(tmp_path)
    azure = {"provider": "azure", "account_id": "00000000-0000-0000-0000-000000000001"}
    backend = {"type": "azurerm", "storage_account_name": "acme", "container_name": "state", "key": "lake.tfstate"}
    made.job("orders", backend, region="westeurope", **azure)
    made.done()
    made.job("orders", backend, region="West Europe", **azure)
    made.done()


def test_other_arguments_of_the_backend_are_no_move(two: Repository) -> None:
    for name in ("orders", "invoices"):
        two.job(name, {**SHARED, "use_lockfile": True})
    two.done()


def test_a_line_speaks_of_one_move_only(tmp_path: Path) -> None:
    made = repository(tmp_path)
    made.job("orders", SHARED)
    made.done()
    made.settings("acme/prod/orders: {state: moved}")
    made.job("orders", {**SHARED, "key": "second.tfstate"})
    assert "removed-stale" not in made.done().stderr
    assert "removed-stale: warning" in made.done().stderr
    made.job("orders", {**SHARED, "key": "third.tfstate"})
    ran = made.refused()
    assert ran.lines == []
    assert "does not speak of this change" in ran.stderr
    made.job("orders", {**SHARED, "key": "second.tfstate"})
    made.settings()
    made.done()
    made.job("orders", {**SHARED, "key": "third.tfstate"})
    made.settings(*made.refused().lines)
    made.done()
    assert made.stacks() == ["acme/prod/third"]


def test_a_line_that_was_there_before_the_job_allows_nothing(tmp_path: Path) -> None:
    made = repository(tmp_path)
    made.job("orders", SHARED)
    made.settings("acme/prod/orders: {state: moved}")
    made.done()
    made.job("orders", {**SHARED, "key": "second.tfstate"})
    made.refused()


def test_a_new_name_in_the_same_state_is_a_moved_block(two: Repository) -> None:
    two.rename("invoices", "bills")
    assert "acme/prod/bills: {was: invoices}" in two.refused().lines
    two.settings("acme/prod/bills: {was: invoices}")
    two.done()
    assert "from = module.invoices\n  to   = module.bills" in two.main("acme/prod/lake")
    assert two.done("--check").stderr == ""
    two.settings()
    assert two.refused().lines == ["acme/prod/bills: {was: invoices}", "acme/prod/invoices: gone"]
    two.settings("acme/prod/invoices: gone")
    two.done()
    assert "\nmoved {" not in two.main("acme/prod/lake")
    two.settings()
    two.done()


def test_gone_ends_a_rename_also_beside_its_line(two: Repository) -> None:
    two.rename("invoices", "bills")
    two.settings("acme/prod/bills: {was: invoices}")
    two.done()
    two.settings("acme/prod/bills: {was: invoices}", "acme/prod/invoices: gone")
    two.done()
    two.settings()
    two.done()


def test_a_new_name_in_another_state_needs_both_words(apart: Repository) -> None:
    apart.rename("invoices", "bills")
    apart.settings("acme/prod/bills: {was: invoices}", state=STATE)
    ran = apart.refused()
    assert ran.lines == ["acme/prod/bills: {was: invoices, state: moved}"]
    apart.settings(*ran.lines, state=STATE)
    apart.done()
    assert apart.stacks() == ["acme/prod/bills", "acme/prod/orders"]
    assert "\nmoved {" in apart.main("acme/prod/bills")
    assert "removed-stale" in apart.done("--check").stderr
    apart.settings("acme/prod/bills: {was: invoices}", state=STATE)
    apart.done()
    assert apart.done("--check").stderr == ""


def test_names_in_a_row_are_a_chain_of_moves(two: Repository) -> None:
    two.rename("invoices", "bills")
    two.settings("acme/prod/bills: {was: invoices}")
    two.done()
    two.rename("bills", "ledger")
    two.settings("acme/prod/ledger: {was: bills}")
    assert two.refused().lines == ["acme/prod/bills: {was: invoices}", "acme/prod/invoices: gone"]
    two.settings("acme/prod/ledger: {was: bills}", "acme/prod/bills: {was: invoices}")
    two.done()
    assert two.main("acme/prod/lake").count("\nmoved {") == 2
    assert two.done("--check").stderr == ""


def test_a_name_may_be_taken_back(two: Repository) -> None:
    two.rename("invoices", "bills")
    two.settings("acme/prod/bills: {was: invoices}")
    two.done()
    two.rename("bills", "invoices")
    two.settings()
    assert two.refused().refused == ["acme/prod/bills", "acme/prod/invoices"]
    two.settings("acme/prod/invoices: {was: bills}")
    two.done()
    assert two.statuses("acme/prod/lake") == {"bills": "moved", "invoices": "present", "orders": "present"}
    assert two.done("--check").stderr == ""


def test_the_old_name_is_free_only_when_the_rename_is_gone(two: Repository) -> None:
    two.rename("invoices", "bills")
    two.settings("acme/prod/bills: {was: invoices}")
    two.done()
    two.job("invoices", SHARED)
    two.settings()
    ran = two.refused()
    assert ran.refused == ["acme/prod/invoices"]
    assert "once it is applied" in ran.stderr
    two.without("invoices")
    two.settings("acme/prod/invoices: gone")
    two.done()
    two.settings()
    two.job("invoices", SHARED)
    two.done()


def test_a_job_cannot_take_the_name_of_one_that_was_there(two: Repository) -> None:
    two.without("invoices")
    two.settings("acme/prod/orders: {was: invoices}")
    ran = two.refused()
    assert "both were rendered" in ran.stderr
    assert ran.lines == ["acme/prod/invoices: keep", "acme/prod/invoices: destroy"]


@pytest.mark.parametrize("word", ["keep", "destroy"])
def test_a_job_cannot_take_the_name_of_one_that_is_leaving(two: Repository, word: str) -> None:
    two.without("invoices")
    two.settings(f"acme/prod/invoices: {word}")
    two.done()
    two.rename("orders", "invoices")
    two.settings("acme/prod/invoices: {was: orders}")
    assert two.refused().refused == ["acme/prod/orders"]


def test_two_jobs_cannot_swap_their_names(two: Repository) -> None:
    two.settings("acme/prod/orders: {was: invoices}", "acme/prod/invoices: {was: orders}")
    ran = two.render()
    assert (ran.code, ran.stderr.count("removed-exists")) == (1, 2)


@pytest.mark.parametrize("word", ["keep", "destroy"])
def test_a_renamed_job_that_leaves_takes_its_old_name_along(two: Repository, word: str) -> None:
    two.rename("invoices", "bills")
    two.settings("acme/prod/bills: {was: invoices}")
    two.done()
    two.without("bills")
    two.settings(f"acme/prod/bills: {word}")
    two.done()
    assert two.statuses("acme/prod/lake") == {"bills": word, "invoices": word, "orders": "present"}
    assert "\nmoved {" not in two.main("acme/prod/lake")
    two.settings("acme/prod/bills: gone")
    two.done()
    two.settings()
    two.done()
    assert two.statuses("acme/prod/lake") == {"orders": "present"}


def test_a_stack_with_another_name_and_the_same_state_is_no_move(two: Repository) -> None:
    for name in ("orders", "invoices"):
        two.job(name, SHARED, terraform={"stack": "warehouse"})
    two.done()
    assert two.stacks() == ["acme/prod/warehouse"]


def test_a_local_state_is_left_behind_by_a_stack_with_another_name(tmp_path: Path) -> None:
    made = repository(tmp_path)
    made.job("orders")
    made.done()
    made.job("orders", terraform={"stack": "warehouse"})
    assert made.refused().lines == ["acme/prod/orders: {state: moved}"]


def test_a_job_may_move_to_another_stack_when_its_state_did(two: Repository) -> None:
    two.job("invoices", {**SHARED, "key": "other.tfstate"})
    ran = two.refused()
    assert ran.refused == ["acme/prod/invoices"]
    two.settings(*ran.lines)
    two.done()
    assert two.statuses("acme/prod/lake") == {"orders": "present"}
    assert two.statuses("acme/prod/other") == {"invoices": "present"}

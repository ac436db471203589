"""What render allows, refuses and writes when jobs leave or return."""

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


def test_a_job_that_vanishes_is_refused_with_the_lines_to_add(two: Repository) -> None:
    two.without("invoices")
    ran = two.refused()
    assert ran.refused == ["acme/prod/invoices"]
    assert ran.lines == ["acme/prod/invoices: keep", "acme/prod/invoices: destroy"]
    assert "s3://acme-state/lake.tfstate" in ran.stderr
    assert "prevent_destroy" in ran.stderr
    assert "they stay in the cloud" in ran.stderr


@pytest.mark.parametrize("word", ["keep", "destroy"])
def test_a_printed_line_is_enough_and_may_stay(two: Repository, word: str) -> None:
    two.without("invoices")
    line = next(line for line in two.refused().lines if line.endswith(word))
    two.settings(line)
    two.done()
    assert two.statuses("acme/prod/lake") == {"invoices": word, "orders": "present"}
    assert f"destroy = {'true' if word == 'destroy' else 'false'}" in two.main("acme/prod/lake")
    again = two.done("--check")
    assert again.stderr == ""


def test_destroy_says_once_that_protection_ends(two: Repository) -> None:
    two.without("invoices")
    two.settings("acme/prod/invoices: destroy")
    assert "note: acme/prod/invoices: destroy: Terraform destroys" in two.done().stderr
    assert "prevent_destroy" in two.main("acme/prod/lake")
    assert "note:" not in two.done().stderr


@pytest.mark.parametrize("word", ["keep", "destroy"])
def test_a_line_taken_out_early_is_refused_until_it_was_gone(two: Repository, word: str) -> None:
    two.without("invoices")
    two.settings(f"acme/prod/invoices: {word}")
    two.done()
    two.settings()
    assert two.refused().lines == [f"acme/prod/invoices: {word}", "acme/prod/invoices: gone"]
    two.settings("acme/prod/invoices: gone")
    assert "note:" not in two.done().stderr
    assert "removed {" not in two.main("acme/prod/lake")
    two.settings()
    two.done()


def test_gone_without_keep_or_destroy_is_done_and_told(two: Repository) -> None:
    two.without("invoices")
    two.settings("acme/prod/invoices: gone")
    assert "note: acme/prod/invoices: gone, but it was never rendered" in two.done().stderr


@pytest.mark.parametrize("word", ["keep", "destroy"])
def test_the_last_job_of_a_stack_leaves_a_stack_that_only_says_so(apart: Repository, word: str) -> None:
    apart.without("invoices")
    apart.settings(f"acme/prod/invoices: {word}", state=STATE)
    apart.done()
    assert apart.stacks() == ["acme/prod/invoices", "acme/prod/orders"]
    assert "removed {" in apart.main("acme/prod/invoices")
    backend = (apart.output / "terraform/acme/prod/invoices/backend.tf").read_text("utf-8")
    assert "acme/invoices.tfstate" in backend
    apart.settings("acme/prod/invoices: gone", state=STATE)
    apart.done()
    assert apart.stacks() == ["acme/prod/orders"]


@pytest.mark.parametrize("key", ["acme", "acme/prod", "acme/prod/invoices"])
def test_a_line_may_name_a_tenant_an_environment_or_a_job(apart: Repository, key: str) -> None:
    apart.without("invoices", "orders")
    apart.job("orders", tenant="globex")
    apart.settings("acme: destroy", "acme/prod/orders: gone", f"{key}: keep", state=STATE)
    if key == "acme":
        apart.settings("acme/prod/orders: gone", "acme: keep", state=STATE)
    apart.done()
    assert apart.statuses("acme/prod/invoices") == {"invoices": "keep"}


def test_a_tenant_that_leaves_needs_one_line(apart: Repository) -> None:
    apart.without("invoices", "orders")
    apart.job("orders", tenant="globex")
    ran = apart.refused()
    assert ran.refused == ["acme/prod/invoices", "acme/prod/orders"]
    assert ran.lines == ["acme: keep", "acme: destroy"]
    apart.settings(ran.lines[0], state=STATE)
    apart.done()
    apart.settings(state=STATE)
    assert apart.refused().lines == ["acme: keep", "acme: gone"]


def test_the_last_job_of_all_leaves_alike(apart: Repository) -> None:
    apart.without("invoices", "orders")
    assert apart.refused().lines == ["acme: keep", "acme: destroy"]
    apart.settings("acme: keep", state=STATE)
    apart.done()
    apart.settings("acme: gone", state=STATE)
    apart.done()
    assert apart.stacks() == []
    assert "no-jobs" in apart.render().stderr


def test_a_job_that_loses_its_terraform_leaves(two: Repository) -> None:
    two.plain_job("invoices")
    ran = two.refused()
    assert ran.lines == ["acme/prod/invoices: keep", "acme/prod/invoices: destroy"]
    assert "has no Terraform any more" in ran.stderr
    two.settings("acme/prod/invoices: keep")
    two.done()
    assert (two.output / "jobs/prod/acme/invoices.yaml").exists()


def test_a_line_for_a_job_that_exists_is_an_error(two: Repository) -> None:
    for key in ("acme", "acme/prod", "acme/prod/orders"):
        two.settings(f"{key}: keep")
        ran = two.render()
        assert ran.code == 1
        assert "removed-exists" in ran.stderr


BAD_LINES = {
    "acme/prod/orders/x: keep": "removed-key",
    "Acme: keep": "removed-key",
    "acme/prod/new: {was: invoices}": "removed-was",
    "acme: {was: invoices}": "removed-was",
    "acme/prod/orders: {}": "removed-was",
    "acme/prod/orders: {was: orders}": "removed-exists",
    "acme/prod/orders: {was: invoices}": "removed-exists",
}


@pytest.mark.parametrize("line", BAD_LINES)
def test_a_line_that_cannot_be_meant_is_an_error(two: Repository, line: str) -> None:
    two.settings(line)
    before = two.bytes()
    ran = two.render()
    assert (ran.code, BAD_LINES[line] in ran.stderr) == (1, True), ran
    assert ran.stderr.startswith("dativo-gen.yaml:2:3: ")
    assert two.bytes() == before


def test_two_jobs_cannot_both_have_been_one(two: Repository) -> None:
    two.rename("invoices", "bills")
    two.job("accounts", SHARED)
    two.settings("acme/prod/bills: {was: invoices}", "acme/prod/accounts: {was: invoices}")
    assert "both say that they were `invoices`" in two.render().stderr


def test_a_job_cannot_be_renamed_and_removed(two: Repository) -> None:
    two.rename("invoices", "bills")
    two.settings("acme/prod/bills: {was: invoices}", "acme/prod/invoices: keep")
    assert two.render().code == 1


def test_a_removed_job_may_come_back(two: Repository) -> None:
    two.without("invoices")
    two.settings("acme/prod/invoices: keep")
    two.done()
    two.job("invoices", SHARED)
    assert two.render().code == 1
    two.settings()
    assert "note: acme/prod/invoices was removed with `keep` and is back" in two.done().stderr
    assert two.statuses("acme/prod/lake") == {"invoices": "present", "orders": "present"}


def test_a_removed_job_goes_along_when_its_stack_moves(two: Repository) -> None:
    """Its resources are in the state that was migrated; left behind, Terraform would destroy them there."""
    two.without("invoices")
    two.job("orders", {**SHARED, "key": "other.tfstate"})
    two.settings("acme/prod/invoices: keep", "acme/prod/orders: {state: moved}")
    two.done()
    assert two.stacks() == ["acme/prod/other"]
    assert two.statuses("acme/prod/other") == {"invoices": "keep", "orders": "present"}


def test_nobody_is_removed_from_a_stack_that_changes_its_place(two: Repository) -> None:
    two.without("invoices")
    two.job("orders", SHARED, region="eu-central-1")
    two.settings("acme/prod/invoices: destroy", "acme/prod/orders: {state: moved}")
    assert "apply the removal first" in two.refused().stderr


def test_a_removed_job_keeps_its_stack_folder_from_another_state(apart: Repository) -> None:
    apart.without("invoices")
    apart.job("orders", terraform={"stack": "invoices"}, backend={**SHARED, "key": "new.tfstate"})
    apart.settings("acme/prod/invoices: keep", "acme/prod/orders: {state: moved}", state=STATE)
    ran = apart.render()
    assert (ran.code, "removed-clash" in ran.stderr) == (1, True)


def test_a_state_that_another_tenant_takes_over_is_not_emptied(tmp_path: Path) -> None:
    made = repository(tmp_path)
    made.job("orders", SHARED)
    made.done()
    made.without("orders")
    made.job("orders", SHARED, tenant="globex")
    assert made.refused().lines == ["acme/prod/orders: gone"]
    made.settings("acme/prod/orders: keep")
    assert made.refused().lines == ["acme/prod/orders: gone"]
    made.settings("acme/prod/orders: gone")
    made.done()
    assert made.stacks() == ["globex/prod/lake"]


def test_a_job_removed_from_a_state_that_another_tenant_has_now_is_remembered(tmp_path: Path) -> None:
    made = repository(tmp_path)
    made.job("orders", SHARED)
    made.done()
    made.without("orders")
    made.job("lines", SHARED, tenant="globex")
    made.settings("acme/prod/orders: keep")
    made.done()
    assert made.stacks() == ["globex/prod/lake"]
    assert made.done("--check").code == 0
    made.settings()
    assert made.refused().refused == ["acme/prod/orders"]


def test_a_removed_job_still_has_its_providers(tmp_path: Path) -> None:
    made = repository(tmp_path)
    made.write(
        "modules/k8s/main.tf",
        "terraform {\n  required_providers {\n    kubernetes = {\n"
        '      source = "hashicorp/kubernetes"\n    }\n  }\n}\n\nvariable "tags" {\n  type = map(string)\n}\n',
    )
    made.job("orders", SHARED)
    runtime = {"type": "kubernetes", "cluster_name": "etl"}
    made.job("invoices", SHARED, terraform={"module_source": "./modules/k8s"}, runtime=runtime)
    made.done()
    made.without("invoices")
    made.settings("acme/prod/invoices: destroy")
    for _ in range(2):
        made.done()
        assert 'config_context = "etl"' in (made.output / "terraform/acme/prod/lake/providers.tf").read_text("utf-8")
    made.settings("acme/prod/invoices: gone")
    made.done()
    assert "kubernetes" not in (made.output / "terraform/acme/prod/lake/versions.tf").read_text("utf-8")


AZURE = {"provider": "azure", "region": "westeurope", "account_id": "00000000-0000-0000-0000-000000000001"}
HOMES: dict[str, dict[str, Any]] = {
    "aws": {"backend": {**SHARED, "use_lockfile": True}, "account_id": "123456789012"},
    "gcp": {"provider": "gcp", "region": "europe-west1", "project_id": "acme-data", "backend": {"bucket": "acme"}},
    "azure": {**AZURE, "backend": {"storage_account_name": "acme", "container_name": "state", "key": "a.tfstate"}},
    "kubernetes": {"backend": {"type": "kubernetes", "secret_suffix": "lake"}, "terraform": {"workspace": "blue"}},
    "cloud": {"backend": {"type": "cloud", "organization": "acme"}, "terraform": {"workspace": "blue"}},
    "unread module": {
        "runtime": {"type": "kubernetes", "cluster_name": "etl"},
        "terraform": {"module_source": "git::https://example.com/etl.git"},
    },
}


@pytest.mark.parametrize("partial", [False, True])
@pytest.mark.parametrize("home", HOMES)
def test_what_is_left_of_a_stack_has_all_that_its_resources_need(tmp_path: Path, home: str, partial: bool) -> None:
    made = repository(tmp_path)
    made.settings(state={"partial": partial})
    made.job("orders", **HOMES[home])
    made.done()
    before = made.bytes()
    made.without("orders")
    made.settings("acme: destroy", state={"partial": partial})
    made.done()
    after = made.bytes()
    kept = ("backend.tf", "providers.tf", "versions.tf", ".tfbackend")
    assert {name for name in after if name.endswith(kept)} == {name for name in before if name.endswith(kept)}
    assert all(after[name] == before[name] for name in after if name.endswith(kept))

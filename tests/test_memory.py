"""What is known of earlier runs: manifests, a killed run's journal, and what a selection must account for."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from dativo_gen.errors import Rejected
from dativo_gen.manifest import JOURNAL
from dativo_gen.memory import read_memory
from tests.removals import SHARED, Repository, repository

LAKE = "acme/prod/lake"
FOLDER = PurePosixPath("terraform/acme/prod/lake")


@pytest.fixture
def two(tmp_path: Path) -> Repository:
    """Two jobs that share the stack `lake`, in folders of their own, and one of another tenant; rendered."""
    made = repository(tmp_path)
    made.job("sales/orders", SHARED)
    made.job("finance/invoices", SHARED)
    made.job("parcels", {**SHARED, "key": "globex.tfstate"}, tenant="globex")
    made.done()
    return made


def damage(record: Any, path: str, value: object) -> None:
    *parents, last = path.split(".")
    for part in parents:
        record = record[0] if part == "0" else record[part]
    if value is None:
        del record[last]
    else:
        record[last] = value


DAMAGES: dict[str, tuple[str, object]] = {
    "no jobs": ("jobs", None),
    "jobs are a list": ("jobs", ["orders"]),
    "a status that is none": ("jobs.orders.status", "lost"),
    "a job without a status": ("jobs.orders.status", None),
    "a job that is text": ("jobs.orders", "present"),
    "a name that is no name": ("jobs.x y", {"status": "present"}),
    "a new name that is no name": ("jobs.orders.to", 7),
    "no state": ("state", None),
    "no backend": ("backend", None),
    "a backend that is none": ("backend.type", "floppy"),
    "a provider that is a number": ("provider", 4),
    "a region that is a list": ("place.region", ["eu-west-1"]),
    "a place with more": ("place.planet", "mars"),
    "a workspace that is a number": ("workspace", 3),
    "providers without names": ("providers.0.name", None),
}


@pytest.mark.parametrize("what", DAMAGES)
def test_a_damaged_record_is_a_problem(two: Repository, what: str) -> None:
    manifest = two.manifest(LAKE)
    data = json.loads(manifest.read_text("utf-8"))
    damage(data["record"], *DAMAGES[what])
    manifest.write_text(json.dumps(data), "utf-8")
    before = two.bytes()
    ran = two.render()
    assert ran.code == 1
    assert f"generated/{FOLDER}/.dativo-gen.json:1:1: manifest-unreadable" in ran.stderr
    assert two.bytes() == before


def test_a_stack_without_a_record_is_a_problem(two: Repository) -> None:
    data = json.loads(two.manifest(LAKE).read_text("utf-8"))
    del data["record"]
    two.manifest(LAKE).write_text(json.dumps(data), "utf-8")
    two.without("sales/orders")
    assert "manifest-unreadable" in two.render().stderr


def test_all_damaged_records_are_told() -> None:
    records: dict[PurePosixPath, tuple[dict[str, Any]]] = {
        FOLDER: ({},),
        PurePosixPath("terraform/globex/prod/x"): ({"jobs": {}},),
    }
    with pytest.raises(Rejected) as caught:
        read_memory(records, "generated")
    assert len(caught.value.problems) == 2


def test_other_folders_hold_no_memory() -> None:
    others = ("jobs/prod/acme", "terraform/_modules/aws/etl", ".", "terraform/acme")
    assert read_memory({PurePosixPath(path): (None,) for path in others}, "generated") == []


def journal(made: Repository, change: Callable[[dict[str, Any]], None]) -> None:
    """Leave what a run that was killed before its manifest leaves."""
    data = json.loads(made.manifest(LAKE).read_text("utf-8"))
    change(data["record"])
    made.manifest(LAKE).with_name(JOURNAL).write_text(json.dumps({**data, "earlier": {}}), "utf-8")


def test_a_job_that_only_a_killed_run_knows_is_remembered(two: Repository) -> None:
    def add(record: dict[str, Any]) -> None:
        record["jobs"]["returns"] = record["jobs"]["orders"]

    journal(two, add)
    assert two.refused().refused == ["acme/prod/returns"]


def test_a_first_run_that_was_killed_is_remembered(two: Repository) -> None:
    journal(two, lambda record: None)
    two.manifest(LAKE).unlink()
    two.without("sales/orders")
    assert two.refused().refused == ["acme/prod/orders"]


def test_a_rename_that_was_killed_goes_on(two: Repository) -> None:
    def rename(record: dict[str, Any]) -> None:
        jobs = record["jobs"]
        jobs["bills"] = jobs["invoices"]
        jobs["invoices"] = {**jobs["invoices"], "status": "moved", "to": "bills"}

    journal(two, rename)
    two.without("finance/invoices")
    two.job("finance/bills", SHARED)
    two.settings("acme/prod/bills: {was: invoices}")
    two.done()
    assert two.statuses(LAKE) == {"bills": "present", "invoices": "moved", "orders": "present"}


def test_a_removal_that_was_killed_is_not_yet_gone(two: Repository) -> None:
    def forget(record: dict[str, Any]) -> None:
        del record["jobs"]["orders"]

    journal(two, forget)
    two.without("sales/orders")
    assert two.refused().refused == ["acme/prod/orders"]


def test_a_tenant_that_is_not_selected_is_not_judged(two: Repository) -> None:
    two.without("sales/orders")
    two.without("parcels", tenant="globex")
    assert two.refused("--tenant", "globex").refused == ["globex/prod/parcels"]
    two.job("parcels", {**SHARED, "key": "globex.tfstate"}, tenant="globex", compute={"cpu": "2"})
    before = two.manifest(LAKE).read_bytes()
    two.done("--tenant", "globex")
    assert two.manifest(LAKE).read_bytes() == before


def test_an_environment_that_is_not_selected_is_not_judged(two: Repository) -> None:
    two.job("tests", {**SHARED, "key": "test.tfstate"}, top={"environment": "test"})
    two.done()
    two.without("tests")
    two.done("--env", "prod")
    assert two.refused("--env", "test").refused == ["acme/test/tests"]


def test_a_stack_is_not_written_without_a_job_that_it_had(two: Repository) -> None:
    """Although only the other job's file is named."""
    two.without("finance/invoices")
    assert two.refused(jobs="job_configs/acme/sales/orders.yaml").refused == ["acme/prod/invoices"]


def test_a_file_of_another_stack_is_rendered_alone(two: Repository) -> None:
    two.without("finance/invoices")
    two.done(jobs="job_configs/globex/parcels.yaml")


def test_a_named_file_cannot_move_its_state_unseen(two: Repository) -> None:
    """Neither by a new folder nor by a new file name."""
    two.without("parcels", tenant="globex")
    two.job("north/parcels", {**SHARED, "key": "north.tfstate"}, tenant="globex")
    ran = two.refused(jobs="job_configs/globex/north/parcels.yaml")
    assert ran.lines == ["globex/prod/parcels: {state: moved}"]


def test_a_named_file_cannot_change_its_name_unseen(two: Repository) -> None:
    two.without("parcels", tenant="globex")
    two.job("letters", {**SHARED, "key": "letters.tfstate"}, tenant="globex")
    two.settings("globex/prod/letters: {was: parcels}")
    ran = two.refused(jobs="job_configs/globex/letters.yaml")
    assert ran.lines == ["globex/prod/letters: {was: parcels, state: moved}"]


def test_both_stacks_are_written_when_a_named_job_moves_between_them(two: Repository) -> None:
    two.job("finance/invoices", {**SHARED, "key": "money.tfstate"})
    two.settings("acme/prod/invoices: {state: moved}")
    two.done(jobs="job_configs/acme/finance/invoices.yaml")
    assert two.statuses(LAKE) == {"orders": "present"}
    assert two.done("--check").code == 0


def test_a_stack_that_a_named_job_leaves_is_not_left_behind(two: Repository) -> None:
    two.job("parcels", {**SHARED, "key": "globex.tfstate"}, tenant="globex", terraform={"stack": "post"})
    two.done(jobs="job_configs/globex/parcels.yaml")
    assert two.stacks() == [LAKE, "globex/prod/post"]


def test_a_deleted_file_below_a_named_folder_takes_its_whole_stack_along(two: Repository) -> None:
    two.settings("acme: keep")
    two.without("sales/orders", "finance/invoices")
    two.job("sales/new", {**SHARED, "key": "new.tfstate"})
    two.settings("acme/prod/orders: keep", "acme/prod/invoices: keep")
    two.done(jobs="job_configs/acme/sales")
    assert two.statuses(LAKE) == {"invoices": "keep", "orders": "keep"}
    two.done()
    assert two.statuses(LAKE) == {"invoices": "keep", "orders": "keep"}


def test_a_job_with_errors_is_not_a_removed_one(two: Repository) -> None:
    two.write("job_configs/acme/finance/invoices.yaml", "tenant_id: acme\ninfrastructure: [\n")
    before = two.bytes()
    for jobs in ("job_configs", "job_configs/acme/sales/orders.yaml"):
        ran = two.render(jobs=jobs)
        assert ran.code == 1, ran
        assert "is no longer there" not in ran.stderr
    assert two.bytes() == before
    two.done(jobs="job_configs/globex")


def test_a_line_for_a_job_with_errors_stops_no_other_tenant(two: Repository) -> None:
    two.without("finance/invoices")
    two.write("job_configs/acme/finance/bills.yaml", "tenant_id: acme\ninfrastructure: [\n")
    two.settings("acme/prod/bills: {was: invoices}")
    two.done("--tenant", "globex")


def test_another_jobs_folder_hides_no_removal(two: Repository) -> None:
    two.without("sales/orders")
    (two.root / "job_configs").rename(two.root / "jobs")
    assert two.refused(jobs="jobs").refused == ["acme/prod/orders"]


def test_resolved_jobs_alone_need_no_line(two: Repository) -> None:
    two.without("sales/orders")
    two.done("--target", "jobs")
    assert two.refused().refused == ["acme/prod/orders"]


def test_problems_come_before_refusals_and_refusals_before_differences(two: Repository) -> None:
    two.without("sales/orders")
    two.job("finance/invoices", SHARED, compute={"cpu": "2"})
    assert two.render("--check").code == 4
    two.settings("acme/prod/orders: keep")
    assert two.render("--check").code == 3
    two.job("finance/invoices", SHARED, compute={"cpu": "many"})
    two.settings()
    assert two.render("--check").code == 1


def test_force_does_not_stand_for_a_line(two: Repository) -> None:
    two.without("sales/orders")
    two.refused("--force")


def test_a_copied_folder_is_no_way_out(two: Repository) -> None:
    two.without("sales/orders")
    shutil.move(two.output / FOLDER, two.output / FOLDER.parent / "elsewhere")
    assert "acme/prod/orders" in two.refused().refused

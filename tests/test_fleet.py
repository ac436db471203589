"""A fleet planned tenant by tenant, from what was kept, against the same fleet planned as a whole, from nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dativo_gen.disk import perform
from dativo_gen.drawing import Outcome, draw, prepare
from dativo_gen.errors import Rejected
from dativo_gen.fleet import Means, plan_fleet
from dativo_gen.pipeline import Planned, Request, plan
from dativo_gen.repository import WrongUsage
from dativo_gen.steps import steps
from dativo_gen.store import Store, open_store
from tests import test_errors
from tests.fleet_edits import begin, edit, write
from tests.goldens import Case, cases, lay_out

Seen = dict[str, Any]
TARGETS = (None, None, None, frozenset(("terraform",)), frozenset(("dagster", "jobs")))


def _silent(step: str) -> None:
    del step


def seen(request: Request, planner: Callable[[Request], Planned]) -> Seen:
    """All that a run could show or write: problems, or the tree with what its manifests say."""
    try:
        planned = planner(request)
        found: Seen = {"errors": planned.judged.errors, "warnings": planned.judged.warnings}
        found["others"] = planned.judged.others
        if planned.judged.errors:
            return found
        drawing = draw(planned)
    except (Rejected, WrongUsage) as error:
        return {"stopped": str(error)}
    found["notes"], found["refusals"] = drawing.notes, drawing.verdict.refusals
    found["tree"] = {
        str(path): (
            {name: file.text for name, file in sorted(folder.files.items())},
            dict(sorted(folder.sources.items())),
            dict(sorted(folder.inputs.items())),
            folder.record,
        )
        for path, folder in drawing.tree.items()
    }
    return found


def whole(request: Request) -> Planned:
    """From nothing, with all jobs in memory."""
    return plan(request, _silent)


def kept(store: Store, workers: int = 1) -> Callable[[Request], Planned]:
    """From what a store has."""
    return lambda request: plan_fleet(request, Means(store, workers), _silent)


def same(root: Path, store: Store, request: Request | None = None) -> Seen:
    """Holds the two against each other, cold and warm; gives what they say."""
    asked = request or Request((root / "job_configs",))
    wanted = seen(asked, whole)
    for run in ("first", "again"):
        assert seen(asked, kept(store)) == wanted, run
    return wanted


@pytest.mark.parametrize("case", cases(), ids=lambda case: str(case.name))
def test_a_golden_case_is_the_same_tenant_by_tenant(case: Case, tmp_path: Path) -> None:
    lay_out(case.inputs, tmp_path / "repository")
    assert "tree" in same(tmp_path / "repository", open_store(tmp_path / "store"))


@pytest.mark.parametrize("case", test_errors.CASES)
def test_what_is_wrong_is_the_same_tenant_by_tenant(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "shop"
    root.mkdir()
    monkeypatch.chdir(root)
    list(test_errors.play(test_errors.FOLDER / f"{case}.case", root))
    for folder in ("jobs", "job_configs"):
        if (root / folder).is_dir():
            same(root, open_store(tmp_path / "store"), Request((root / folder,)))


def trial(place: Path, seed: int, edits: int) -> list[bool]:
    """After each of some edits, the fleet is what it is from nothing; for each, whether a tree came of it."""
    dice, root = Random(seed), place / "repository"
    begin(root)
    shutil.rmtree(place / "store", ignore_errors=True)
    store, done, drawn = open_store(place / "store"), [], []
    for _ in range(edits):
        done.append(edit(root, dice))
        asked = Request((root / "job_configs",), tenants=frozenset(dice.choice(((), (), (), ("acme",)))))
        wanted = seen(asked, whole)
        assert seen(asked, kept(store)) == wanted, done
        drawn.append("tree" in wanted)
    return drawn


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_after_any_edits_the_fleet_is_what_it_is_from_nothing(tmp_path_factory: Any, seed: int) -> None:
    trial(tmp_path_factory.mktemp("fleet"), seed, edits=5)


@pytest.mark.long
def test_after_many_edits_the_fleet_is_what_it_is_from_nothing(tmp_path: Path) -> None:
    drawn = [each for seed in range(100) for each in trial(tmp_path, seed, edits=20)]
    assert sum(drawn) > len(drawn) // 20  # most edits leave something wrong


def rendered(request: Request, planner: Callable[[Request], Planned]) -> Outcome | str:
    """What a render would do to the disk, or why it does nothing."""
    try:
        planned = planner(request)
        return str(planned.judged.errors) if planned.judged.errors else prepare(request, planned, _silent)
    except (Rejected, WrongUsage) as error:
        return str(error)


def said(outcome: Outcome | str) -> object:
    """All of it that does not depend on who planned it."""
    if isinstance(outcome, str):
        return outcome
    return outcome.diff, outcome.notes, outcome.verdict.refusals, outcome.planned.judged


def disk_trial(place: Path, seed: int, edits: int) -> int:
    """The same with renders, of which every third is killed, on one output folder; how many were written."""
    dice, root, written = Random(seed), place / "repository", 0
    begin(root)
    shutil.rmtree(place / "store", ignore_errors=True)
    store, done = open_store(place / "store"), []
    for _ in range(edits):
        done.append(edit(root, dice))
        asked = Request((root / "job_configs",), force=dice.random() < 0.2, targets=dice.choice(TARGETS))
        wanted, found = rendered(asked, whole), rendered(asked, kept(store))
        assert said(found) == said(wanted), done
        if isinstance(found, Outcome) and not found.refused:
            every = list(steps(found.diff, found.tree))
            found.output.mkdir(exist_ok=True)
            for step in every[: dice.choice((len(every), len(every), dice.randint(0, len(every))))]:
                perform(found.output, step)
            written += 1
    return written


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32))
def test_after_any_renders_the_fleet_is_what_it_is_from_nothing(tmp_path_factory: Any, seed: int) -> None:
    disk_trial(tmp_path_factory.mktemp("fleet"), seed, edits=6)


@pytest.mark.long
def test_after_many_renders_the_fleet_is_what_it_is_from_nothing(tmp_path: Path) -> None:
    assert sum(disk_trial(tmp_path, seed, edits=20) for seed in range(100)) > 100  # the others were refused


def test_the_number_of_workers_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dativo_gen.workers.WORTH_A_PROCESS", 1)  # a fleet so small would have no workers
    begin(tmp_path / "repository")
    asked = Request((tmp_path / "repository" / "job_configs",))
    wanted = seen(asked, whole)
    assert "tree" in wanted
    for number in (1, 2, 5):
        assert seen(asked, kept(open_store(tmp_path / f"store{number}"), number)) == wanted


@pytest.mark.parametrize("damage", [b"", b"{}", b"\x00" * 200, b"0" * 64 + b"\n{}"])
def test_a_broken_store_costs_time_only(tmp_path: Path, damage: bytes) -> None:
    begin(tmp_path / "repository")
    store = open_store(tmp_path / "store")
    asked = Request((tmp_path / "repository" / "job_configs",))
    wanted = seen(asked, kept(store))
    for path in [each for each in (tmp_path / "store").rglob("*") if each.is_file()]:
        path.write_bytes(damage)
    assert seen(asked, kept(store)) == wanted
    shutil.rmtree(tmp_path / "store")
    assert seen(asked, kept(store)) == wanted


def test_a_store_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    begin(tmp_path / "repository")
    write(tmp_path / "file", "")
    asked = Request((tmp_path / "repository" / "job_configs",))
    assert seen(asked, kept(Store(tmp_path / "file" / "store", ()))) == seen(asked, whole)


def test_a_store_serves_another_checkout(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    for name in ("one", "two"):
        begin(tmp_path / name)
        seen(Request((tmp_path / name / "job_configs",)), kept(store))
        found = set((tmp_path / "store").rglob("*"))
        if name == "one":
            first = found
    assert found == first

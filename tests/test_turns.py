"""`render --watch`: after every save the tree is what a whole run would write, and little was looked at for it."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from dativo_gen.cli.render_watch import Turns
from dativo_gen.drawing import Outcome, prepare
from dativo_gen.errors import Rejected
from dativo_gen.fleet import Fleet, Means, plan_fleet
from dativo_gen.pipeline import Request, plan
from dativo_gen.store import open_store
from dativo_gen.turns import narrow
from tests.fleet_edits import JOB, begin, edit, write


def _silent(step: str) -> None:
    del step


def _contents(root: Path) -> dict[Path, bytes]:
    inputs = (path for path in root.rglob("*") if path.is_file() and "generated" not in path.parts)
    return {path: path.read_bytes() for path in inputs}


def _changed(before: dict[Path, bytes], after: dict[Path, bytes]) -> frozenset[Path]:
    return frozenset(path for path in before | after if before.get(path) != after.get(path))


def _whole(request: Request) -> Outcome | None:
    """What a run from nothing would do now; None if it would not come so far."""
    try:
        planned = plan(request, _silent)
        return None if planned.judged.errors else prepare(request, planned, _silent)
    except Rejected:
        return None


def _trial(place: Path, seed: int, saves: int) -> int:
    """How many of some saves left a tree, each of which was what a whole run would write."""
    dice, root = Random(seed), place / "repository"
    begin(root)
    shutil.rmtree(place / "store", ignore_errors=True)
    request = Request((root / "job_configs",))
    turns, said, written = Turns(request, Means(open_store(place / "store")), 1.0, True), [], 0
    turns.turn(frozenset())
    for _ in range(saves):
        before = _contents(root)
        said.append(edit(root, dice))
        turns.turn(_changed(before, _contents(root)))
        outcome = _whole(request)
        if outcome is not None and not outcome.refused:
            assert not outcome.diff.differs, (said, outcome.diff)
            written += 1
    return written


@pytest.mark.parametrize("seed", range(6))
def test_after_every_save_the_tree_is_what_a_whole_run_would_write(tmp_path: Path, seed: int) -> None:
    _trial(tmp_path, seed, saves=6)


@pytest.mark.long
def test_after_many_saves_the_tree_is_what_a_whole_run_would_write(tmp_path: Path) -> None:
    assert sum(_trial(tmp_path, seed, saves=25) for seed in range(100)) > 500


def _fleet(root: Path, store: Path) -> Fleet:
    return plan_fleet(Request((root / "job_configs",)), Means(open_store(store)), _silent)


VALUES = {"tenant": "acme", "name": "orders", "asset": "a", "tag": "Team", "location": "acme"}
VALUES |= {"prefix": "acme/orders", "key": "acme/orders"}


def test_a_save_in_one_tenant_looks_at_its_folders_alone(tmp_path: Path) -> None:
    begin(tmp_path / "repository")
    before = _fleet(tmp_path / "repository", tmp_path / "store")
    write(tmp_path / "repository/job_configs/acme/orders.yaml", JOB.format(memory=4, **VALUES))
    less = narrow(before, _fleet(tmp_path / "repository", tmp_path / "store"))
    assert less is not None
    assert less.planned.selection.tenants == {"acme"}
    folders = ("terraform/acme", "terraform/globex", "terraform/_modules", "jobs/prod/hooli", "dagster/prod/acme")
    assert [less.skip(folder) for folder in folders] == [False, True, False, True, False]


def test_a_job_that_comes_or_goes_has_everything_looked_at(tmp_path: Path) -> None:
    begin(tmp_path / "repository")
    before = _fleet(tmp_path / "repository", tmp_path / "store")
    (tmp_path / "repository/job_configs/acme/orders.yaml").unlink()
    assert narrow(before, _fleet(tmp_path / "repository", tmp_path / "store")) is None


def test_a_save_that_means_nothing_draws_nothing(tmp_path: Path) -> None:
    begin(tmp_path / "repository")
    before = _fleet(tmp_path / "repository", tmp_path / "store")
    less = narrow(before, _fleet(tmp_path / "repository", tmp_path / "store"))
    assert less is not None
    created = prepare(Request(()), less.planned, _silent, less.skip).diff.created
    assert {path.name for path in created} == {".gitattributes", ".gitignore"}

"""The measurements of rendering run, and say whether a bound holds; what they find is not judged here."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from benchmarks import profiled, runs, tree
from benchmarks.fleet import write_fleet
from benchmarks.floor import OUTPUT, inputs
from benchmarks.tree import FROM, Bound, Figure, line

AT_MOST, AT_LEAST = Bound("at most", 4), Bound("at least", 1.6)


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of ten jobs, rendered."""
    folder = tmp_path_factory.mktemp("fleet") / "10"
    write_fleet(folder, 10)
    runs.cold(folder)
    return folder


@pytest.mark.long  # some forty runs of the command
def test_a_measurement_prints_every_figure_and_writes_them_as_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = tree.main(["10", "--rounds", "1", "--json", str(tmp_path / "bench.json")])
    rows = json.loads((tmp_path / "bench.json").read_text())["figures"]
    printed = capsys.readouterr().out
    for each in (each.row for each in tree.RATIOS):
        assert each in printed
    assert [each["row"] for each in rows][:3] == ["--help", "floor", "cold"]
    assert all(each["value"] is not None or each["seconds"] is not None or each["note"] for each in rows)
    assert code == int(any(each["holds"] is False for each in rows))


def test_only_large_repositories_have_a_bound() -> None:
    cold = tree.RATIOS[0]
    assert cold.bound_at(FROM - 1) is None
    assert cold.bound_at(FROM) == cold.bound


@pytest.mark.parametrize(
    ("bound", "value", "holds"),
    [(AT_MOST, 4.0, True), (AT_MOST, 4.1, False), (AT_LEAST, 1.6, True), (AT_LEAST, 1.5, False), (None, 9.0, None)],
)
def test_a_figure_holds_up_to_its_bound(bound: Bound | None, value: float, holds: bool | None) -> None:
    assert Figure(1000, "cold", value, "x floor", 1.0, bound).holds is holds


def test_a_figure_that_misses_its_bound_stands_out() -> None:
    assert line(Figure(1000, "cold", 5.0, "x floor", 2.5, AT_MOST)).endswith("MISSED")


def test_a_figure_that_cannot_be_had_says_why() -> None:
    assert line(Figure(1000, "cold", note="not there: no --cold", bound=AT_MOST)).endswith("not there: no --cold")


def test_the_floor_reads_every_input_once_and_leaves_nothing(fleet: Path) -> None:
    before = {path for path in fleet.rglob("*")}
    found = runs.floor(fleet)
    assert found.clock > 0
    assert {path for path in fleet.rglob("*")} == before
    read = inputs(fleet)
    assert (
        len(read)
        == len(set(read))
        == len([path for path in before if path.suffix == ".yaml"]) - len(list((fleet / OUTPUT).rglob("*.yaml")))
    )


def test_a_changed_job_changes_the_tree(fleet: Path) -> None:
    changed = fleet / OUTPUT / "terraform/tenant-00000/prod/orders/terraform.tfvars"
    before = changed.read_bytes()
    runs.one_changed(fleet)
    assert changed.read_bytes() != before


def test_a_run_that_fails_ends_the_measurement(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="ended with"):
        runs.render(tmp_path)


def test_a_run_tells_its_time_and_memory(fleet: Path) -> None:
    found = runs.check(fleet)
    assert found.clock > 0
    assert found.processor > 0
    assert found.memory > 10


def test_a_cold_run_begins_without_tree_and_cache(fleet: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(fleet, tmp_path / "copy")
    (copy / runs.CACHE).mkdir(exist_ok=True)
    runs.clear(copy)
    assert not (copy / OUTPUT).exists()
    assert not (copy / runs.CACHE).exists()


def test_a_run_can_be_looked_into(fleet: Path) -> None:
    profile = profiled.profile(fleet, ())
    profile.create_stats()
    assert any("pipeline.py" in file for file, _, _ in profile.stats)

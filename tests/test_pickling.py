"""What one process resolved, another can take over: nothing is lost, and clouds stay the ones of the registry."""

from __future__ import annotations

import pickle
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.fleet import write_fleet
from dativo_gen.clouds import CLOUDS
from dativo_gen.errors import Span
from dativo_gen.node import Node, PlainKey, WrittenFloat, WrittenInt, plain
from dativo_gen.pipeline import Request, Whole, plan

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("fleet")
    write_fleet(folder, 10)
    return _planned(folder / "jobs")


@pytest.fixture(scope="module")
def examples() -> Whole:
    return _planned(REPOSITORY / "job_configs")


def _planned(folder: Path) -> Whole:
    return plan(Request((folder,), today=date(2026, 1, 1)), lambda step: None)


def _sent(value: Any) -> Any:
    return pickle.loads(pickle.dumps(value, pickle.HIGHEST_PROTOCOL))


def _parts(planned: Whole) -> dict[str, Any]:
    return {
        "job inputs": planned.loaded.inputs,
        "resolved jobs": planned.loaded.jobs,
        "stacks": planned.stacks,
        "runs": [run for crew in planned.part.crews for run in crew.runs],
        "problems": (planned.judged, planned.loaded.findings.all()),
        "settings": planned.loaded.settings,
    }


@pytest.mark.parametrize("repository", ["fleet", "examples"])
def test_all_that_is_known_of_jobs_goes_to_another_process_and_back(
    repository: str, request: pytest.FixtureRequest
) -> None:
    for what, value in _parts(request.getfixturevalue(repository)).items():
        assert _sent(value) == value, what
        assert repr(_sent(value)) == repr(value), what


def test_a_job_from_another_process_has_the_cloud_of_this_one(fleet: Whole) -> None:
    for job in _sent(fleet.loaded.jobs):
        assert job.provision is not None
        assert job.provision.cloud is CLOUDS["aws"]


def test_what_yaml_changes_keeps_what_was_written() -> None:
    place = Span("job.yaml", 2, 7)
    octal, rounded = Node(83, place, place, written="0123"), Node(1.1, place, place, written="1.10")
    node = Node({PlainKey("on"): octal, "b": rounded}, place, place)
    sent = _sent(node)
    assert [type(key) for key in sent.items] == [PlainKey, str]
    data = _sent(plain(node))
    assert isinstance(data["on"], WrittenInt) and data["on"].written == "0123"
    assert isinstance(data["b"], WrittenFloat) and data["b"].written == "1.10"

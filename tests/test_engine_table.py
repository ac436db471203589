"""The table of engines, and the runs that it does not accept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.engine_table import main


def report(tmp_path: Path, **parts: Any) -> Path:
    engines = {
        "git": {"version": "2.39.5", "run": 3, "skipped": {}},
        "google": {
            "version": None,
            "run": 0,
            "skipped": {"tests/test_a.py::test_b": "engine google is not on this machine"},
        },
    }
    file = tmp_path / "engines.json"
    file.write_text(json.dumps({"engines": engines | parts.get("engines", {}), "other_skips": parts.get("skips", {})}))
    return file


def test_every_engine_has_a_row_with_its_version_and_its_tests(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(report(tmp_path)) == 0
    assert capsys.readouterr().out == (
        "engine | version  | tests run\n"
        "git    | 2.39.5   | 3\n"
        "google | not here | 0, 1 skipped\n"
    )  # fmt: skip


def test_an_engine_that_is_here_may_not_be_skipped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    left_out = {"terraform": {"version": "1.11.4", "run": 1, "skipped": {"tests/test_x.py::test_y": "slow"}}}
    assert main(report(tmp_path, engines=left_out)) == 1
    assert (
        "engine terraform is here, yet 1 of its tests were skipped: tests/test_x.py::test_y" in capsys.readouterr().err
    )


def test_a_skip_that_names_no_engine_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(report(tmp_path, skips={"tests/test_x.py::test_y": "flaky"})) == 1
    assert "skipped without naming a missing engine: tests/test_x.py::test_y: flaky" in capsys.readouterr().err


def test_a_run_without_a_report_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(tmp_path / "none.json") == 1
    assert "the tests did not end" in capsys.readouterr().err

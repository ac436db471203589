"""A pytest plugin: skips tests whose engine is missing, by name, and counts what ran on which engine.

`@pytest.mark.engine("terraform", "aws")` says that a test runs these outside tools. Which there are, and how
each is found, is said in `engines/find.py`; it is imported late, since most runs need no engine.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine-report", metavar="FILE", help="write what ran on which engine to FILE, as JSON")


def pytest_configure(config: pytest.Config) -> None:
    is_worker = hasattr(config, "workerinput")  # xdist: reports of all workers reach the one controller
    target = config.getoption("--engine-report")
    if target and not is_worker:
        config.pluginmanager.register(Recorder(Path(target)), "engine-recorder")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Carries a test's engines with its reports, which cross the border between processes."""
    names = engines_of(item)
    unknown = [name for name in names if name not in ways_to_get()]
    if unknown:
        known = ", ".join(ways_to_get())
        raise pytest.UsageError(f"{item.nodeid}: no such engine: {', '.join(unknown)}; there are {known}")
    item.user_properties.extend(("engine", name) for name in names)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if missing := [name for name in engines_of(item) if version_of(name) is None]:
        pytest.skip("; ".join(f"engine {name} is not on this machine: {ways_to_get()[name]}" for name in missing))


def engines_of(item: pytest.Item) -> list[str]:
    """The engines that a test's marks name, each once."""
    return list(dict.fromkeys(name for mark in item.iter_markers("engine") for name in mark.args))


def version_of(name: str) -> str | None:
    """The version of an engine, None where this machine lacks it. Looking may install a stand-in."""
    from tests.engines.find import find  # noqa: PLC0415 - most runs need no engine

    engine = find(name)
    return None if engine is None else str(engine.version)


def ways_to_get() -> Mapping[str, str]:
    """Every engine that a mark may name, with what to do to have it."""
    from tests.engines.find import MISSING  # noqa: PLC0415 - most runs need no engine

    return MISSING


class Recorder:
    """Counts tests by engine in the controlling process and writes the report when the session ends."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.ran: defaultdict[str, set[str]] = defaultdict(set)
        self.skipped: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self.other_skips: dict[str, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        names = [str(value) for key, value in report.user_properties if key == "engine"]
        if report.skipped and not hasattr(report, "wasxfail"):
            self._skip(report, names)
        elif report.when == "call":
            for name in names:
                self.ran[name].add(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A module skipped as a whole (`importorskip`, `skip(allow_module_level=True)`) names no engine."""
        if report.skipped:
            self.other_skips[report.nodeid] = reason(report)

    def pytest_sessionfinish(self) -> None:
        document = {
            "engines": {name: self._engine(name) for name in ways_to_get()},
            "other_skips": self.other_skips,
        }
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.target.write_text(json.dumps(document, indent=2, sort_keys=True) + "\n")

    def _skip(self, report: pytest.TestReport, names: Iterable[str]) -> None:
        text = reason(report)
        named = [name for name in names if f"engine {name} is not on this machine" in text]
        for name in named:
            self.skipped[name][report.nodeid] = text
        if not named:
            self.other_skips[report.nodeid] = text

    def _engine(self, name: str) -> dict[str, object]:
        return {"version": version_of(name), "run": len(self.ran[name]), "skipped": self.skipped[name]}


def reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """The words given to `pytest.skip`."""
    told = report.longrepr
    return str(told[2]) if isinstance(told, tuple) else str(told)

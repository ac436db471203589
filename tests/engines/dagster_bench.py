"""Loads generated code locations in this process and runs their jobs; imports dagster, so tests import it late."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import dagster as dg


def load(location: Path) -> dg.Definitions:
    """The definitions of a code location, found to be loadable."""
    spec = spec_from_file_location(f"definitions_of_{location.name.replace('-', '_')}", location / "definitions.py")
    assert spec is not None and spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    defs = module.defs
    assert isinstance(defs, dg.Definitions)
    dg.Definitions.validate_loadable(defs)
    return defs


def job(defs: dg.Definitions, name: str) -> Any:
    """A job, by the method that this version of Dagster has."""
    return (getattr(defs, "resolve_job_def", None) or defs.get_job_def)(name)


def repository(defs: dg.Definitions) -> Any:
    return defs.get_repository_def()


@contextmanager
def instance(home: Path) -> Iterator[dg.DagsterInstance]:
    """An instance that keeps its runs in a folder."""
    home.mkdir(parents=True, exist_ok=True)
    with dg.DagsterInstance.local_temp(str(home)) as found:
        yield found


def run(defs: dg.Definitions, name: str, on: dg.DagsterInstance | None = None) -> Any:
    """Execute a job in this process."""
    return job(defs, name).execute_in_process(raise_on_error=False, instance=on)


def checks(result: Any) -> list[tuple[str, bool, str]]:
    """The checks that a run reported: name, passed, severity."""
    found = result.get_asset_check_evaluations()
    return [(each.check_name, each.passed, each.severity.value) for each in found]


def said(result: Any) -> str:
    """Why the run's step failed; empty if it did not."""
    failures = [event for event in result.all_events if event.is_step_failure]
    return "\n".join(_causes(event.step_failure_data.error) for event in failures)


def _causes(error: Any) -> str:
    return f"{error.message}{_causes(error.cause) if error.cause else ''}" if error else ""


def tries(result: Any) -> int:
    """How often the step began."""
    return sum(event.event_type_value in ("STEP_START", "STEP_RESTARTED") for event in result.all_events)

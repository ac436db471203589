"""Prints what it takes an orchestrator to load 1,000 jobs, as ratios to loading none in the same process.

`python -m benchmarks.orchestrators [JOBS]`. For Dagster: seconds and memory of one code location for each style, as a
ratio to an empty one with all imports. For Airflow: seconds of a DagBag for each layout (20 tenants), as a ratio to an
empty one with all imports; what a DAG processor pays beside that is a process for each file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from dativo_gen.orchestrators.airflow import Airflow
from dativo_gen.orchestrators.base import Orchestrator
from dativo_gen.orchestrators.dagster import Dagster
from dativo_gen.orchestrators.run import Run
from dativo_gen.render import shipped_renderer
from dativo_gen.view import header
from tests.orchestrators.airflow_runs import ON_KUBERNETES, node, run

TENANTS = 20
ROUNDS = 2


def runs(number: int, **changes: Any) -> tuple[Run, ...]:
    """So many jobs, spread over the tenants."""
    return tuple(run(f"job-{each:04}", tenant=f"tenant-{each % TENANTS:02}", **changes) for each in range(number))


def write(folder: Path, orchestrator: Orchestrator, jobs: tuple[Run, ...]) -> list[Path]:
    """Write what an orchestrator gets; the Python files among it."""
    files = []
    for site in orchestrator.everything(jobs):
        context = {"header": header(each.file for each in site.runs), **site.views}
        place = folder / site.path
        place.mkdir(parents=True, exist_ok=True)
        rendering = shipped_renderer().folder(f"orchestrators/{site.templates}", site.names, (), **context)
        for name, file in rendering.files.items():
            (place / name).write_text(file.text, encoding="utf-8")
            files += [place / name] if name.endswith(".py") else []
    return files


def loaded(program: str, *arguments: str, **variables: str) -> Any:
    """What a program of this package measures: the best of several processes."""
    command = [sys.executable, "-m", f"benchmarks.{program}", *arguments]
    told = []
    for _ in range(ROUNDS):
        ran = subprocess.run(command, env=os.environ | variables, capture_output=True, text=True, check=True)
        told.append(json.loads(ran.stdout.splitlines()[-1]))
    return min(told, key=lambda each: each["loaded"])


def dagster_rows(home: Path, number: int) -> Iterator[str]:
    """A row for each style; all jobs in one code location."""
    yield f"| Dagster, {number} jobs in one location | lines | load, s | ratio to an empty one | MB | ratio |"
    yield "|---|---|---|---|---|---|"
    styles: tuple[Literal["jobs", "explicit"], ...] = ("jobs", "explicit")
    for style in styles:
        (file,) = write(home / style, Dagster(style=style), runs(number, code_location=node("etl")))
        told = loaded("dagster_load", str(file), DAGSTER_HOME=str(home))
        if told["jobs"] != number:
            raise SystemExit(f"{told['jobs']} of {number} jobs load")
        ratio, more = told["loaded"] / told["empty"], told["megabytes"] / told["megabytes_empty"]
        lines = len(file.read_text(encoding="utf-8").splitlines())
        cells = (f"`style: {style}`", lines, f"{told['loaded']:.2f}", f"{ratio:.2f}")
        yield f"| {' | '.join(map(str, cells))} | {told['megabytes']:.0f} | {more:.2f} |"


def airflow_rows(home: Path, number: int) -> Iterator[str]:
    """A row for each layout and operator."""
    yield f"| Airflow, {number} jobs | files | DagBag, s | ratio to an empty one with imports | MB |"
    yield "|---|---|---|---|---|"
    variables = {"AIRFLOW_HOME": str(home), "AIRFLOW__CORE__LOAD_EXAMPLES": "False"}
    empty = home / "empty"
    empty.mkdir()
    layouts: tuple[Literal["job", "tenant"], ...] = ("job", "tenant")
    for operator, changes in (("Bash", {}), ("KubernetesPod", {"where": ON_KUBERNETES})):
        for layout in layouts:
            folder = home / operator / layout
            files = len(write(folder, Airflow(layout=layout), runs(number, **changes)))
            told = loaded("airflow_load", str(empty), str(folder / "airflow" / "prod" / "dags"), **variables)
            if told["errors"] or told["dags"] != number:
                raise SystemExit(f"{told['errors']} files do not load, {told['dags']} DAGs do")
            ratio = told["loaded"] / told["empty"]
            cells = (f"`layout: {layout}`, {operator}", files, f"{told['loaded']:.2f}", f"{ratio:.2f}")
            yield f"| {' | '.join(map(str, cells))} | {told['megabytes']:.0f} |"


def main(number: int = 1000) -> None:
    """Print the tables."""
    with TemporaryDirectory() as home:
        for row in chain(dagster_rows(Path(home), number), [""], airflow_rows(Path(home), number)):
            print(row, flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

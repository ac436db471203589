"""All orchestrators, as the settings want them, each with the jobs that it runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from dativo_gen.model.settings import Settings
from dativo_gen.orchestrators.airflow import Airflow
from dativo_gen.orchestrators.base import Finding, Orchestrator
from dativo_gen.orchestrators.dagster import Dagster
from dativo_gen.orchestrators.run import Run
from dativo_gen.orchestrators.runs import frame_of, run_by, run_of
from dativo_gen.resolve import ResolvedJob
from dativo_gen.rules import too_long


@dataclass(frozen=True, slots=True)
class Crew:
    """An orchestrator and all jobs of a repository that it runs, in the order of their keys."""

    orchestrator: Orchestrator
    runs: tuple[Run, ...]
    output: PurePosixPath

    def problems(self) -> Iterator[Finding]:
        """What the orchestrator could not load, each after the file of the job that it is told to."""
        yield from self.orchestrator.problems(self.runs)
        for path, run in {self.orchestrator.file_of(run): run for run in reversed(self.runs)}.items():
            yield from ((run.file, problem) for problem in too_long(run.name.span, str(self.output / path)))


def orchestrators(settings: Settings) -> tuple[Orchestrator, ...]:
    """Every orchestrator that is known, as the settings want it."""
    dagster, airflow = settings.model.dagster, settings.model.airflow
    return (
        Dagster(style=dagster.style, pool_slots=dagster.pool_slots),
        Airflow(layout=airflow.layout, pool_slots=airflow.pool_slots),
    )


def crews(jobs: Sequence[ResolvedJob], settings: Settings, output: PurePosixPath) -> tuple[Crew, ...]:
    """Who runs which jobs."""
    frame, targets = frame_of(settings, output), settings.model.targets
    return tuple(
        Crew(each, tuple(run_of(job, frame) for job in run_by(each.target, jobs, targets)), output)
        for each in orchestrators(settings)
    )

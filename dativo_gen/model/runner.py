"""Dativo's own `runner.yaml` -> the schedules in it, by the job file that each one runs."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from dativo_gen.errors import Problem, Report, Span
from dativo_gen.model.base import Text, Whole, validate
from dativo_gen.node import Node


class ScheduleModel(BaseModel):
    """One entry; other keys are the runner's own and stay unjudged."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    name: Text | None = Field(None, description="What the schedule is called.", examples=["acme_orders_hourly"])
    config: Text = Field(
        description="The job, as the container sees it.", examples=["/app/job_configs/acme/orders.yaml"]
    )
    cron: Text | None = Field(None, description="When it runs, in cron's five fields.", examples=["0 * * * *"])
    interval_seconds: Whole | None = Field(None, description="Seconds between two runs.", examples=[3600])
    timezone: Text = Field("UTC", description="The time zone of `cron`.", examples=["Europe/Amsterdam"])
    enabled: bool = Field(True, description="Whether it runs at all.")
    max_concurrent_runs: Whole = Field(1, description="How many runs may overlap.", examples=[1])


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a job runs. `config` is the path of the job as the runner sees it."""

    model: ScheduleModel
    span: Span

    @property
    def config(self) -> str:
        return self.model.config


def read_schedules(root: Node, report: Report) -> tuple[Schedule, ...]:
    """The schedules of a runner file (`runner.orchestrator.schedules`, the outer keys may be left out)."""
    node = next((found for path in PLACES if (found := root.get(*path)) is not None), None)
    if node is None or node.value is None:
        return ()
    if not node.is_list:
        report(
            Problem(
                node.span,
                "wrong-type",
                f"`schedules` is {node.kind}, but takes a list",
                "write `- config: ...`",
            )
        )
    schedules: list[Schedule] = []
    for number, item in enumerate(node.elements):
        model, problems = validate(ScheduleModel, item, (f"schedules[{number}]",))
        for problem in problems:
            report(problem)
        if model is not None:
            schedules.append(Schedule(model, item.span))
    return tuple(schedules)


PLACES = (
    ("runner", "orchestrator", "schedules"),
    ("runner", "schedules"),
    ("orchestrator", "schedules"),
    ("schedules",),
)

"""Dativo's own `runner.yaml`, and a job's own `schedule` -> schedules as they are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import ConfigDict, Field

from dativo_gen.errors import Problem, Report, Span
from dativo_gen.model.base import Model, Text, Whole, said, validate, without_nulls
from dativo_gen.node import Node


class TimingModel(Model):
    """One schedule of the job it stands in."""

    name: Text | None = Field(None, description="What the schedule is called.", examples=["acme_orders_hourly"])
    cron: Text | None = Field(None, description="When it runs, in cron's five fields.", examples=["0 * * * *"])
    interval_seconds: Annotated[Whole | None, Field(gt=0)] = Field(
        None, description="Seconds between two runs.", examples=[3600]
    )
    timezone: Text = Field("UTC", description="The time zone of `cron`.", examples=["Europe/Amsterdam"])
    enabled: bool = Field(True, description="Whether it runs at all.")
    max_concurrent_runs: Annotated[Whole, Field(ge=1)] = Field(
        1, description="How many runs may overlap.", examples=[1]
    )


class ScheduleModel(TimingModel):
    """One entry of the runner's file; other keys are the runner's own and stay unjudged."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True, defer_build=True)

    config: Text = Field(
        description="The job, as the container sees it.", examples=["/app/job_configs/acme/orders.yaml"]
    )


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a job runs, and where that is written. `config` is the job's path in the container, from a runner file."""

    model: TimingModel
    node: Node
    config: str = ""

    @property
    def span(self) -> Span:
        return self.node.span

    def place(self, key: str) -> Span:
        """Where one of its values stands, or the whole where it does not state that."""
        found = self.node.get(key)
        return found.span if found is not None else self.span


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
            schedules.append(Schedule(model, item, model.config))
    return tuple(schedules)


PLACES = (
    ("runner", "orchestrator", "schedules"),
    ("runner", "schedules"),
    ("orchestrator", "schedules"),
    ("schedules",),
)


def job_schedules(root: Node, report: Report) -> tuple[Schedule, ...]:
    """The schedules in a job's own `schedule`: a mapping, a list of such, or the text of a cron line."""
    node = root.get("schedule")
    if node is None or node.value is None:
        return ()
    if isinstance(node.value, str):
        return (Schedule(TimingModel(cron=node.value), node.with_items({"cron": node})),)
    if node.is_scalar:
        message = f"`schedule` is {said(node)}, but takes a mapping, a list of mappings or a cron line"
        report(Problem(node.span, "wrong-type", message, 'write `schedule: {cron: "0 * * * *"}`'))
        return ()
    listed = [(f"schedule[{number}]", item) for number, item in enumerate(node.elements)]
    schedules: list[Schedule] = []
    for name, item in listed if node.is_list else [("schedule", node)]:
        model, problems = validate(TimingModel, without_nulls(item), (name,))
        for problem in problems:
            report(problem)
        if model is not None:
            schedules.append(Schedule(model, item))
    return tuple(schedules)

"""What a module is offered that runs a job itself: image, command, what a partial load means, and a schedule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from dativo_gen.errors import Problem, Report
from dativo_gen.model.runner import Schedule
from dativo_gen.model.settings import Settings
from dativo_gen.node import Node, made
from dativo_gen.orchestrators.runs import config_path, orchestrators_of
from dativo_gen.orchestrators.timing import five_fields
from dativo_gen.resolve import Provision, ResolvedJob
from dativo_gen.terraform.arguments import Argument

STARTED = ("ecs", "cloud_run", "container_apps", "kubernetes")
"""Runtimes whose containers Terraform describes. On the others Dagster or Airflow start a process of their own."""

SCHEDULE = "object({ cron = string, timezone = string, enabled = bool })"


def with_offers(job: ResolvedJob, settings: Settings, output: PurePosixPath, report: Report) -> ResolvedJob:
    """The job, its module offered what runs it. Reports a schedule that the module could have kept, but not as it is.

    Whether the module has a variable that takes an offer is seen when its arguments are gathered.
    """
    provision = job.provision
    if provision is None or provision.call.interface is None or provision.runtime not in STARTED:
        return job
    offers = {each.name: each for each in _offers(job, provision, settings, output, report)}
    return replace(job, provision=replace(provision, given=replace(provision.given, offers=offers)))


def _offers(
    job: ResolvedJob, provision: Provision, settings: Settings, output: PurePosixPath, report: Report
) -> Iterator[Argument]:
    place = provision.given.span
    if job.image is not None:
        yield Argument("container_image", "run", "string", job.image)
    words = ("run", "--config", config_path(job.key, output, settings.model.path_map))
    yield Argument("command", "run", "list(string)", made(tuple(made(word, place) for word in words), place))
    on_partial = settings.root.get("on_partial")
    if on_partial is not None and on_partial.value is not None:
        yield Argument("on_partial", "run", "string", on_partial)
    schedule = _schedule(job, provision, settings, report)
    if schedule is not None:
        yield Argument("schedule", "run", SCHEDULE, schedule)


def _schedule(job: ResolvedJob, provision: Provision, settings: Settings, report: Report) -> Node | None:
    """The job's own schedule, if nobody else keeps it: an orchestrator would run the job a second time.

    Those of the runner's file are left to the runner for the same reason.
    """
    targets = frozenset(settings.model.targets) if settings.model.targets is not None else None
    own = [each for each in job.schedules if not each.config]
    interface = provision.call.interface
    takes_one = interface is not None and "schedule" in interface.variables
    if not own or not takes_one or "schedule" in provision.given.variables or orchestrators_of(job, targets):
        return None
    hindrance = _hindrance(job, provision, own)
    if hindrance is None:
        return _value(own[0])
    what, hint = hindrance
    report(Problem(own[0].span, "schedule-unkept", f"nothing starts this job by its schedule: {what}", hint))
    return None


_ELSE = "let an orchestrator run the job: `targets: [terraform, dagster, jobs]`"


def _hindrance(job: ResolvedJob, provision: Provision, own: Sequence[Schedule]) -> tuple[str, str] | None:
    """Why a module cannot keep the schedules of a job, and what helps; what a cloud's scheduler lacks is its own."""
    cron, timezone = own[0].model.cron, own[0].model.timezone
    if len(own) > 1:
        return f"there are {len(own)}, and a module keeps one", f"keep one, or {_ELSE}"
    if cron is None:
        return "it is an interval, and a module keeps cron", f"write it as cron, or {_ELSE}"
    if job.image is None and "container_image" not in provision.given.variables:
        return "there is no image that could run", "add `image: registry/dativo:1.2.3` to the settings"
    if provision.runtime == "container_apps" and timezone not in _UTC:
        return f"Container Apps keep time in UTC, and this is in {timezone}", f"write it in UTC, or {_ELSE}"
    return _hindrance_on_ecs(provision.block, five_fields(cron).split()) if provision.runtime == "ecs" else None


_UTC = ("UTC", "Etc/UTC", "Etc/GMT", "GMT")


def _hindrance_on_ecs(block: Node, fields: Sequence[str]) -> tuple[str, str] | None:
    """A task needs a cluster and subnets; of EventBridge's two kinds of day one must be open, and weekdays no step.

    docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
    """
    if "*" not in (fields[2], fields[4]) or "/" in fields[4]:
        return "EventBridge keeps a day of the month or of the week, without steps", f"write it so, or {_ELSE}"
    for path in (("runtime", "cluster_name"), ("networking", "subnet_ids")):
        node = block.get(*path)
        if node is None or not (node.value or node.elements):
            return f"a task needs `{'.'.join(path)}`", f"add `infrastructure.{'.'.join(path)}`"
    return None


def _value(schedule: Schedule) -> Node:
    model = schedule.model
    values: Mapping[str, str | bool] = {
        "cron": five_fields(model.cron or ""),
        "timezone": model.timezone,
        "enabled": model.enabled,
    }
    return made({key: made(value, schedule.place(key)) for key, value in values.items()}, schedule.span)

"""Schedules as they are written -> whether an orchestrator can keep them, and the same as it keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache

from dativo_gen.errors import Problem, Report
from dativo_gen.model.runner import Schedule
from dativo_gen.orchestrators.run import Timing
from dativo_gen.suggest import nearest

SHORTHANDS = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}
"""Written out, since not every version of every orchestrator knows all of them (crontab(5))."""

_FIELDS = ("minute", "hour", "day of month", "month", "day of week")
_LISTED = ", ".join(_FIELDS)
_WORD = re.compile(r"[A-Za-z]+")
_NAMES = frozenset(
    (
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        "sun", "mon", "tue", "wed", "thu", "fri", "sat", "l",
    )
)  # fmt: skip
_START = datetime(2000, 1, 1)
"""Any moment would do; a fixed one gives every machine the same answer."""


def sound_schedules(schedules: Iterable[Schedule], report: Report) -> tuple[Schedule, ...]:
    """The schedules that can be kept; what is wrong with the others is reported."""
    sound = []
    for schedule in schedules:
        problems = list(_problems(schedule))
        for problem in problems:
            report(problem)
        if not problems:
            sound.append(schedule)
    return tuple(sound)


def distinct_schedules(schedules: Iterable[Schedule], report: Report) -> tuple[Schedule, ...]:
    """The schedules of one job, each name once; what has the name of an earlier one is reported and left out."""
    first: dict[str | None, Schedule] = {}
    for schedule in schedules:
        name = schedule.model.name
        other = first.setdefault(name, schedule)
        if other is not schedule:
            said = f"are called `{name}`" if name is not None else "have no name"
            message = f"two schedules of this job {said}; the other is at {other.span}"
            report(Problem(schedule.place("name"), "schedule-twice", message, "give each a `name` of its own"))
    return tuple(first.values())


def timings(schedules: Iterable[Schedule], job: str) -> tuple[Timing, ...]:
    """The schedules of a job for an orchestrator, by name; one without a name is called as the job."""
    found = (_timing(schedule, job) for schedule in schedules)
    return tuple(sorted(found, key=lambda timing: timing.name))


def _timing(schedule: Schedule, job: str) -> Timing:
    model = schedule.model
    return Timing(
        name=model.name if model.name is not None else job,
        cron=five_fields(model.cron) if model.cron is not None else None,
        interval_seconds=model.interval_seconds,
        timezone=model.timezone,
        enabled=model.enabled,
        max_concurrent_runs=model.max_concurrent_runs,
        span=schedule.span,
    )


def five_fields(cron: str) -> str:
    """A cron expression without shorthands and with single spaces."""
    text = " ".join(cron.split())
    return SHORTHANDS.get(text.lower(), text)


def _problems(schedule: Schedule) -> Iterator[Problem]:
    model = schedule.model
    if model.cron is not None and model.interval_seconds is not None:
        message = "this schedule has both `cron` and `interval_seconds`"
        yield Problem(schedule.place("interval_seconds"), "schedule-form", message, "keep one of them")
    elif model.cron is None and model.interval_seconds is None:
        message = "this schedule says neither `cron` nor `interval_seconds`, so nobody knows when it runs"
        yield Problem(schedule.span, "schedule-form", message, 'add `cron: "0 * * * *"` or `interval_seconds: 3600`')
    if model.cron is not None:
        wrong = cron_fault(model.cron)
        if wrong is not None:
            yield Problem(schedule.place("cron"), "schedule-cron", f"`cron` is `{model.cron}`: {wrong[0]}", wrong[1])
    if model.timezone not in zones():
        near = _near_zone(model.timezone)
        hint = f"did you mean `{near}`?" if near else "write a name such as `Europe/Amsterdam`, or `UTC`"
        message = f"`timezone` is `{model.timezone}`, which is no time zone"
        yield Problem(schedule.place("timezone"), "schedule-timezone", message, hint)


@cache
def cron_fault(cron: str) -> tuple[str, str] | None:
    """What is wrong with a cron expression and what to write instead; None if it names times that come."""
    text = five_fields(cron)
    if text.startswith("@"):
        near = nearest(text, SHORTHANDS)
        known = ", ".join(SHORTHANDS)
        return "no such shorthand is known", f"did you mean `{near}`?" if near else f"it can be one of {known}"
    count = len(text.split())
    if count != 5:
        if f"@{text.lower()}" in SHORTHANDS:
            return "cron has five fields", f"did you mean `@{text.lower()}`?"
        shorter = " ".join(text.split()[1:])
        six = count == 6 and cron_fault(shorter) is None
        hint = f"leave the seconds away: `{shorter}`" if six else "write it as in `30 2 * * 1-5`"
        return f"it has {count} field{'' if count == 1 else 's'}, but cron has five ({_LISTED})", hint
    odd = next((word for word in _WORD.findall(text) if word.lower() not in _NAMES), None)
    if odd is not None:
        return f"`{odd}` names neither a month nor a day", "write numbers, or names such as `mon` and `jan`"
    return _expansion_fault(text)


def _expansion_fault(text: str) -> tuple[str, str] | None:
    fields = text.split()
    # Dagster asks for a day that the month has also where a day of the week is given beside it
    if all(_comes(each) for each in {tuple(fields), (*fields[:4], "*")}):
        return None
    for number, (field, what) in enumerate(zip(fields, _FIELDS, strict=True)):
        alone = ["*"] * len(_FIELDS)
        alone[number] = field
        if not _comes(alone):
            return f"`{field}` is no {what}", f"the fields are {_LISTED}"
    return "no such day ever comes", "name a day that the month has"


def _comes(fields: Sequence[str]) -> bool:
    """Whether there is a moment that is like it."""
    from croniter import CroniterError, croniter  # noqa: PLC0415 - only where a schedule is read anew

    try:
        croniter(" ".join(fields), _START).get_next(datetime)
    except (CroniterError, ValueError):
        return False
    return True


@cache
def zones() -> frozenset[str]:
    """Every IANA zone of the package tzdata: the machine's own list may be older or shorter."""
    from importlib.resources import files  # noqa: PLC0415 - as above

    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())


def _near_zone(name: str) -> str | None:
    """The zone that was meant: by case, by its last part (`Amsterdam`), else by its letters."""
    lower = name.lower().replace(" ", "_")
    same = [zone for zone in zones() if zone.lower() == lower or zone.lower().rpartition("/")[2] == lower]
    return min(same, key=lambda zone: (len(zone), zone)) if same else nearest(name, sorted(zones()))

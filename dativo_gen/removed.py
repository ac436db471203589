"""The settings' `removed`: what the user says of jobs that leave, get another name, or move their state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dativo_gen.errors import Problem, Span
from dativo_gen.memory import RememberedJob
from dativo_gen.model.job import NAME, JobKey
from dativo_gen.model.settings import FILE, MovedModel, Settings
from dativo_gen.refusals import changes_of
from dativo_gen.shell import Shell


def scopes(key: JobKey) -> tuple[str, str, str]:
    """The keys under `removed` that cover a job, the one that decides first."""
    return str(key), f"{key.tenant}/{key.environment}", key.tenant


class Lines:
    """The lines under `removed`, asked by job."""

    def __init__(self, settings: Settings) -> None:
        node = settings.root.get("removed")
        self.nodes = node.items if node is not None else {}
        self.values = settings.model.removed

    def word(self, key: JobKey) -> str | None:
        """keep, destroy or gone for a job; the longest key that covers it decides."""
        said = (self.values.get(name) for name in scopes(key))
        return next((value for value in said if isinstance(value, str)), None)

    def own_word(self, key: JobKey) -> str | None:
        """The word that is said of this very job."""
        value = self.values.get(str(key))
        return value if isinstance(value, str) else None

    def new_name(self, key: JobKey) -> JobKey | None:
        """The job that says that it `was` this one."""
        for name, value in self.values.items():
            parts = name.split("/")
            same = parts[:2] == [key.tenant, key.environment] and len(parts) == 3
            if same and isinstance(value, MovedModel) and value.was == key.name:
                return JobKey(*parts)
        return None

    def last_name(self, key: JobKey, planned: Collection[JobKey]) -> JobKey | None:
        """The job that this one is now, over any number of `was`; None if the names end with no job or go round."""
        seen = {key}
        name = self.new_name(key)
        while name is not None and name not in planned and name not in seen:
            seen.add(name)
            name = self.new_name(name)
        return name if name in planned else None

    def says_moved(self, key: JobKey) -> bool:
        value = self.values.get(str(key))
        return isinstance(value, MovedModel) and value.state == "moved"

    def span(self, name: str) -> Span:
        return self.nodes[name].key_span if name in self.nodes else Span(FILE)

    def span_of(self, key: JobKey) -> Span:
        """The place of the line that decides on a job."""
        return next((self.span(name) for name in scopes(key) if name in self.nodes), Span(FILE))


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs of now: those with Terraform and those without; `unread` files may hold more."""

    planned: Collection[JobKey]
    plain: Collection[JobKey]
    unread: Collection[str]


def line_problems(jobs: Jobs, lines: Lines) -> Iterator[Problem]:
    """Lines that cannot be meant: no job key, a job that is still there, a new name that is not."""
    for name, value in lines.values.items():
        parts = name.split("/")
        if len(parts) > 3 or not all(NAME.fullmatch(part) for part in parts):
            hint = "write `tenant`, `tenant/environment` or `tenant/environment/job`"
            yield Problem(lines.span(name), "removed-key", f"`{name}` names no tenant, environment or job", hint)
        elif isinstance(value, str):
            yield from _still_there(name, value, jobs, lines)
        else:
            yield from _moved_problems(name, value, jobs, lines)
    yield from _twice(lines)


def _still_there(name: str, value: str, jobs: Jobs, lines: Lines) -> Iterator[Problem]:
    there = sorted(key for key in jobs.planned if name in scopes(key))
    if there:
        message = f"`{name}: {value}` says that this is removed, but the job {there[0]} exists"
        yield Problem(lines.span(name), "removed-exists", message, "take the line away, or remove the job first")


def _moved_problems(name: str, value: MovedModel, jobs: Jobs, lines: Lines) -> Iterator[Problem]:
    parts = name.split("/")
    key = JobKey(*parts) if len(parts) == 3 else None
    if key is None or not (jobs.unread or key in jobs.planned or lines.last_name(key, jobs.planned)):
        message = f"`{name}` says something of a job's name or state, but there is no such job with Terraform"
        yield Problem(lines.span(name), "removed-was", message, "write the key as `tenant/environment/new-name`")
        return
    if value.was is None and value.state is None:
        hint = "write `{was: old-name}`, `{state: moved}` or both"
        yield Problem(lines.span(name), "removed-was", f"`{name}` says nothing", hint)
    if value.was is None:
        return
    old = JobKey(key.tenant, key.environment, value.was)
    if old in jobs.planned:
        message = f"`{name}` says that it was `{value.was}`, but that job still exists"
        hint = "take the line away, or remove the old job; two jobs cannot swap their names in one step"
        yield Problem(lines.span(name), "removed-exists", message, hint)
    elif lines.own_word(old) in ("keep", "destroy"):
        message = (
            f"`{name}` says that it was `{value.was}`, but `{old}: {lines.own_word(old)}` says that this is removed"
        )
        yield Problem(lines.span(name), "removed-was", message, "take one of the two lines away")


def _twice(lines: Lines) -> Iterator[Problem]:
    old = [
        (*name.split("/")[:2], value.was)
        for name, value in lines.values.items()
        if isinstance(value, MovedModel) and value.was is not None
    ]
    for tenant, environment, was in (each for each, count in Counter(old).items() if count > 1):
        names = [
            name
            for name, value in lines.values.items()
            if name.startswith(f"{tenant}/{environment}/") and isinstance(value, MovedModel) and value.was == was
        ]
        message = f"{' and '.join(f'`{name}`' for name in names)} both say that they were `{was}`"
        yield Problem(lines.span(names[1]), "removed-was", message, "leave one of the lines; a job has one new name")


def stale_lines(memory: Sequence[RememberedJob], planned: Mapping[JobKey, Shell], lines: Lines) -> Iterator[Problem]:
    """Lines that have nothing to do any more: one left standing must never seem to allow what comes later."""
    known = {job.key for job in memory}
    for name, value in lines.values.items():
        if isinstance(value, str):
            continue
        hint = ""
        if known and value.was is not None and not any(_was(name, value.was, key) for key in known):
            hint = f"take `was: {value.was}` out; no job of this name is remembered"
        elif value.state is not None and _is_settled(name, memory, planned):
            hint = "take `state: moved` out, so that it can be said again; it speaks of one move only"
        if hint:
            yield Problem(lines.span(name), "removed-stale", f"`removed: {name}` has nothing to do any more", hint)


def _is_settled(name: str, memory: Sequence[RememberedJob], planned: Mapping[JobKey, Shell]) -> bool:
    """Whether no job that the line speaks of changes its state now."""
    mine = [job for job in memory if str(job.key) == name and job.key in planned]
    return bool(mine) and not any(changes_of(job.shell, planned[job.key]) for job in mine)


def _was(name: str, was: str, key: JobKey) -> bool:
    """Whether `name: {was: ...}` means the job `key`."""
    return name.split("/")[:2] == [key.tenant, key.environment] and key.name == was

"""What manifests remember of stacks, against what is planned: which jobs leave or move, and whether they may."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Literal

from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.model.job import NAME, JobKey
from dativo_gen.model.settings import FILE, MovedModel, Settings
from dativo_gen.plan import TERRAFORM, StackKey
from dativo_gen.shell import Shell, shell_from_record

Status = Literal["present", "keep", "destroy", "moved"]


@dataclass(frozen=True, slots=True)
class RememberedJob:
    """A job that once had Terraform, and how it was rendered last. `to` is its new name, if it was renamed."""

    key: JobKey
    status: Status
    shell: Shell
    entry: Mapping[str, Any]

    @property
    def file(self) -> str:
        return str(self.entry.get("file", ""))


@dataclass(frozen=True, slots=True)
class Leaving:
    """A `removed` block: the module call `name` leaves the state, with or without its resources."""

    name: str
    destroy: bool
    entry: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Renaming:
    """A `moved` block."""

    old: str
    new: str
    entry: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Past:
    """What a stack must still say about jobs that it had."""

    leaving: tuple[Leaving, ...] = ()
    renamed: tuple[Renaming, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """A change to what is deployed that nobody has asked for in the settings. `lines` are what to add there."""

    job: str
    reason: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the memory says: past by stack, stacks that only have a past, and what is refused."""

    past: Mapping[StackKey, Past]
    ghosts: tuple[tuple[Shell, Past], ...]
    refusals: tuple[Refusal, ...]
    problems: tuple[Problem, ...]


def read_memory(records: Mapping[PurePosixPath, Mapping[str, Any] | None], output: str) -> list[RememberedJob]:
    """The jobs in the manifests' records, by folder from the output folder. Raises Rejected if one is unreadable."""
    jobs: list[RememberedJob] = []
    problems = []
    for folder, record in sorted(records.items()):
        parts = folder.parts
        if record is None or len(parts) != 4 or parts[0] != str(TERRAFORM):
            continue
        file = f"{output}/{folder}/.dativo-gen.json"
        try:
            jobs += _jobs_of(StackKey(*parts[1:]), record, file)
        except (KeyError, TypeError, AttributeError, ValueError):
            message = "the manifest's record of this stack's state is damaged"
            hint = "restore it from version control; it says which state belongs to which job"
            problems.append(Problem(Span(file), "manifest-unreadable", message, hint))
    if problems:
        raise Rejected(problems)
    return jobs


def _jobs_of(key: StackKey, record: Mapping[str, Any], file: str) -> list[RememberedJob]:
    shell = shell_from_record(key, record, file)
    jobs = record["jobs"].items()
    if any(entry["status"] not in ("present", "keep", "destroy", "moved") for _, entry in jobs):
        raise ValueError("status")
    return [
        RememberedJob(JobKey(key.tenant, key.environment, name), entry["status"], shell, entry) for name, entry in jobs
    ]


class Lines:
    """The settings' `removed`: what the user says of jobs that leave or move."""

    def __init__(self, settings: Settings) -> None:
        node = settings.root.get("removed")
        self.nodes = node.items if node is not None else {}
        self.values = settings.model.removed

    def word(self, key: JobKey) -> str | None:
        """keep, destroy or gone for a job; the longest key that covers it decides."""
        for name in (str(key), f"{key.tenant}/{key.environment}", key.tenant):
            value = self.values.get(name)
            if isinstance(value, str):
                return value
        return None

    def new_name(self, key: JobKey) -> tuple[JobKey, MovedModel] | None:
        """The job that says that it `was` this one."""
        for name, value in self.values.items():
            parts = name.split("/")
            same = parts[:2] == [key.tenant, key.environment] and len(parts) == 3
            if same and isinstance(value, MovedModel) and value.was == key.name:
                return JobKey(*parts), value
        return None

    def says_moved(self, key: JobKey) -> bool:
        value = self.values.get(str(key))
        return isinstance(value, MovedModel) and value.state == "moved"

    def span(self, name: str) -> Span:
        return self.nodes[name].key_span if name in self.nodes else Span(FILE)


def compare(
    remembered: Sequence[RememberedJob],
    planned: Mapping[JobKey, Shell],
    settings: Settings,
    selected: Callable[[RememberedJob], bool],
) -> Verdict:
    """Hold what was rendered against what is planned. `planned` has every job with Terraform.

    A job that is not `selected` keeps what its manifest says; its stack is not written either.
    """
    court = _Court(planned, Lines(settings))
    problems = list(line_problems(planned, court.lines))
    for job in remembered:
        if selected(job):
            court.judge(job)
    past = {key: court.past(key) for key in court.stacks}
    known = {shell.key for shell in planned.values()}
    ghosts = tuple((court.shells[key], found) for key, found in sorted(past.items()) if key not in known)
    return Verdict(past, ghosts, tuple(sorted(set(court.refusals))), (*problems, *court.problems))


def line_problems(planned: Mapping[JobKey, Shell], lines: Lines) -> Iterator[Problem]:
    """Lines that cannot be meant: no job key, a job that is still there, a new name that is not."""
    for name, value in lines.values.items():
        parts = name.split("/")
        if len(parts) > 3 or not all(NAME.fullmatch(part) for part in parts):
            hint = "write `tenant`, `tenant/environment` or `tenant/environment/job`"
            yield Problem(lines.span(name), "removed-key", f"`{name}` names no tenant, environment or job", hint)
            continue
        there = [key for key in planned if (key.tenant, key.environment, key.name)[: len(parts)] == tuple(parts)]
        if isinstance(value, str) and there:
            message = f"`{name}: {value}` says that this is removed, but the job {there[0]} exists"
            yield Problem(lines.span(name), "removed-exists", message, "take the line away, or remove the job first")
        if isinstance(value, MovedModel):
            yield from _moved_problems(name, value, planned, lines)


def _moved_problems(name: str, value: MovedModel, planned: Mapping[JobKey, Shell], lines: Lines) -> Iterator[Problem]:
    parts = name.split("/")
    if len(parts) != 3 or JobKey(*parts) not in planned:
        message = f"`{name}` says where a job came from, but there is no such job with Terraform"
        yield Problem(lines.span(name), "removed-was", message, "write the key as `tenant/environment/new-name`")
        return
    if value.was is None and value.state is None:
        hint = "write `{was: old-name}`, `{state: moved}` or both"
        yield Problem(lines.span(name), "removed-was", f"`{name}` says nothing", hint)
    if value.was is not None and JobKey(parts[0], parts[1], value.was) in planned:
        message = f"`{name}` says that it was `{value.was}`, but that job still exists"
        yield Problem(lines.span(name), "removed-exists", message, "take the line away, or remove the old job")


class _Court:
    """Judges the remembered jobs one by one and gathers what follows."""

    def __init__(self, planned: Mapping[JobKey, Shell], lines: Lines) -> None:
        self.planned = planned
        self.lines = lines
        self.by_key = {shell.key: shell for shell in planned.values()}
        self.shells: dict[StackKey, Shell] = {}
        self.leaving: dict[StackKey, list[Leaving]] = {}
        self.renamed: dict[StackKey, list[Renaming]] = {}
        self.refusals: list[Refusal] = []
        self.problems: list[Problem] = []

    @property
    def stacks(self) -> Iterable[StackKey]:
        return {**self.leaving, **self.renamed}

    def past(self, key: StackKey) -> Past:
        leaving = sorted(self.leaving.get(key, ()), key=lambda each: each.name)
        renamed = sorted(self.renamed.get(key, ()), key=lambda each: (each.old, each.new))
        return Past(tuple(leaving), tuple(renamed))

    def judge(self, job: RememberedJob) -> None:
        now = self.planned.get(job.key)
        if now is not None:
            self._stays(job, now)
            return
        renamed = self.lines.new_name(job.key)
        if renamed is not None and renamed[0] in self.planned:
            self._renamed(job, *renamed)
            return
        word = self.lines.word(job.key)
        if word is None:
            self.refusals.append(_missing_line(job))
        elif word != "gone":
            self._leaves(job, word == "destroy")

    def _stays(self, job: RememberedJob, now: Shell) -> None:
        changed = _changed(job.shell, now)
        if changed and not self.lines.says_moved(job.key):
            self.refusals.append(_state_changed(job.key, changed, "state: moved"))

    def _renamed(self, job: RememberedJob, new: JobKey, line: MovedModel) -> None:
        now = self.planned[new]
        changed = _changed(job.shell, now)
        if changed and line.state != "moved" and job.status != "moved":
            self.refusals.append(_state_changed(new, changed, f"was: {job.key.name}, state: moved"))
            return
        entry = {**job.entry, "status": "moved", "to": new.name}
        self.renamed.setdefault(now.key, []).append(Renaming(job.key.name, new.name, entry))

    def _leaves(self, job: RememberedJob, destroy: bool) -> None:
        home = self._home(job)
        if home is None:
            return
        entry = {**job.entry, "status": "destroy" if destroy else "keep"}
        self.shells[home.key] = home
        self.leaving.setdefault(home.key, []).append(Leaving(job.key.name, destroy, entry))

    def _home(self, job: RememberedJob) -> Shell | None:
        """The stack that holds the state now: a planned one, else the remembered one."""
        same = next((shell for shell in self.by_key.values() if shell.same_state(job.shell)), None)
        if same is not None:
            return same
        if job.shell.key in self.by_key:
            message = (
                f"the removed job {job.key} still needs the stack folder {job.shell.key.folder}, "
                "which another stack takes now"
            )
            hint = f"give the new stack another name with `terraform: {{stack: ...}}`, or write `{job.key}: gone`"
            self.problems.append(Problem(self.lines.span(str(job.key)), "removed-clash", message, hint))
            return None
        return job.shell


def _missing_line(job: RememberedJob) -> Refusal:
    reason, lines = _MISSING[job.status](job)
    return Refusal(str(job.key), reason, lines)


def _was_present(job: RememberedJob) -> tuple[str, tuple[str, ...]]:
    reason = f"had a stack (its state: {_shown(job.shell)}) and is no longer there"
    keep = f"{job.key}: keep   # Terraform forgets its resources, they stay in the cloud"
    return reason, (keep, f"{job.key}: destroy   # Terraform destroys its resources with the next apply")


def _was_moved(job: RememberedJob) -> tuple[str, tuple[str, ...]]:
    new = job.entry.get("to", "new-name")
    line = f"{job.key.tenant}/{job.key.environment}/{new}: {{was: {job.key.name}}}"
    lines = (f"{line}   # it is not applied everywhere yet", f"{job.key}: gone   # it was applied")
    return f"was renamed to {new}, and nothing says so any more", lines


def _was_removed(job: RememberedJob) -> tuple[str, tuple[str, ...]]:
    reason = f"was removed with `{job.status}`, and nothing says so any more; it may not be applied everywhere"
    return reason, (f"{job.key}: {job.status}   # as it was", f"{job.key}: gone   # it was applied")


_MISSING = {"present": _was_present, "moved": _was_moved, "keep": _was_removed, "destroy": _was_removed}


def _state_changed(key: JobKey, changed: Sequence[str], words: str) -> Refusal:
    reason = f"would change {'; '.join(changed)}; Terraform would create everything anew and forget what is there"
    return Refusal(str(key), reason, (f"{key}: {{{words}}}   # once the state itself was migrated",))


def _changed(before: Shell, now: Shell) -> list[str]:
    """What of a state's identity and its providers is different. What was not known before may become known."""
    found = []
    if not before.same_state(now):
        found.append(f"its state from {_shown(before)} to {_shown(now)}")
    if before.provider != now.provider:
        found.append(f"its provider from {before.provider} to {now.provider}")
    old, new = before.place.texts(), now.place.texts()
    lost = "what the environment says"
    return found + [
        f"its {name} from {old[name]} to {new.get(name, lost)}"
        for name in ("region", "account_id", "project_id")
        if name in old and old[name] != new.get(name)
    ]


def _shown(shell: Shell) -> str:
    return shell.state.shown if shell.state.shareable else f"{shell.key.folder} (local)"


def present(file: str, source: str, version: str | None) -> dict[str, Any]:
    """The entry of a job that is there, for its stack's manifest."""
    entry = {"status": "present", "file": file, "source": source}
    return entry | ({"version": version} if version is not None else {})

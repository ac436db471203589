"""What manifests remember of stacks, held against what is planned: which jobs leave or move, and whether they may."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dativo_gen import refusals
from dativo_gen.errors import Problem
from dativo_gen.memory import Leaving, Past, RememberedJob, Renaming
from dativo_gen.model.job import JobKey
from dativo_gen.model.settings import MovedModel, Settings
from dativo_gen.plan import StackKey
from dativo_gen.refusals import Refusal
from dativo_gen.removed import Jobs, Lines, line_problems, scopes, stale_lines
from dativo_gen.shell import Shell


@dataclass(frozen=True, slots=True)
class Now:
    """The jobs of now: those with Terraform and their stacks, those without. `unread` job files may hold more."""

    planned: Mapping[JobKey, Shell]
    plain: Collection[JobKey] = ()
    unread: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the memory says: past by stack, stacks that only have a past, what is refused, what is wrong.

    `shells` are the planned stacks whose removed jobs still need a provider that the others do not.
    """

    past: Mapping[StackKey, Past]
    shells: Mapping[StackKey, Shell]
    ghosts: tuple[tuple[Shell, Past], ...]
    refusals: tuple[Refusal, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def compare(memory: Sequence[RememberedJob], judged: Sequence[RememberedJob], now: Now, settings: Settings) -> Verdict:
    """Hold what was rendered against what is planned.

    All of `memory` is known, `judged` of it is decided on: a job that is not keeps what its manifest says, and its
    stack is not written.
    """
    lines = Lines(settings)
    court = _Court(memory, now, lines)
    for job in judged:
        court.judge(job)
    problems = [*line_problems(Jobs(now.planned, now.plain, now.unread), lines), *court.problems]
    problems += stale_lines(memory, now.planned, lines)
    ghosts = tuple((shell, court.past(key)) for key, shell in sorted(court.shells.items()) if key not in court.stacks)
    return Verdict(
        past={key: court.past(key) for key in court.stacks},
        shells={key: shell for key, shell in court.shells.items() if key in court.stacks},
        ghosts=ghosts,
        refusals=tuple(sorted(set(court.refusals))),
        problems=tuple(dict.fromkeys(problems)),
        notes=tuple(dict.fromkeys(court.notes)),
    )


class _Court:
    """Judges the remembered jobs one by one and gathers what follows."""

    def __init__(self, memory: Sequence[RememberedJob], now: Now, lines: Lines) -> None:
        self.memory = memory
        self.now = now
        self.lines = lines
        self.stacks = {shell.key: shell for shell in now.planned.values()}
        self.shells: dict[StackKey, Shell] = {}
        self.leaving: dict[StackKey, dict[str, Leaving]] = {}
        self.renamed: dict[StackKey, dict[str, Renaming]] = {}
        self.refusals: list[Refusal] = []
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    def past(self, key: StackKey) -> Past:
        leaving, renamed = self.leaving.get(key, {}), self.renamed.get(key, {})
        return Past(
            tuple(leaving[name] for name in sorted(leaving)),
            tuple(renamed[name] for name in sorted(renamed)),
            self.moved.get(key, frozenset()),
        )

    @cached_property
    def moved(self) -> Mapping[StackKey, frozenset[str]]:
        """The jobs of each stack of which the settings say that their state moved."""
        said = [(shell.key, job.name) for job, shell in self.now.planned.items() if self.lines.says_moved(job)]
        return {stack: frozenset(name for key, name in said if key == stack) for stack, _ in said}

    def judge(self, job: RememberedJob) -> None:
        now = self.now.planned.get(job.key)
        if now is not None:
            self._stays(job, now)
            return
        name = self.lines.last_name(job.key, self.now.planned)
        if name is not None and self.lines.own_word(job.key) != "gone":
            self._renamed(job, name)
            return
        word = self.lines.word(job.key) or self._word_of_new_name(job)
        if word is None:
            self.refusals.append(self._missing_line(job))
        elif word == "gone":
            self._ends(job)
        else:
            self._leaves(job, word)

    def _stays(self, job: RememberedJob, now: Shell) -> None:
        changes = refusals.changes_of(job.shell, now)
        if job.status == "moved":
            back = job.to is not None and self.lines.last_name(job.to, self.now.planned) == job.key
            if not back:
                self.refusals.append(refusals.early_return(job))
        elif changes and not self.lines.says_moved(job.key):
            self.refusals.append(refusals.state_changes(job.key, changes, _with_state_moved(self.lines, job.key)))
        elif changes and job.said_moved:
            self.refusals.append(refusals.moved_again(job.key, changes))
        elif job.status == "keep":
            message = f"{job.key} was removed with `keep` and is back; if that was applied, Terraform creates it anew"
            self.notes.append(f"{message} beside what was kept (`terraform import` takes that up again)")

    def _renamed(self, job: RememberedJob, name: JobKey) -> None:
        now, new = self.now.planned[name], self.lines.new_name(job.key) or name
        if self._is_occupied(job, new):
            self.refusals.append(refusals.occupied(job, new))
            return
        changes = refusals.changes_of(job.shell, now)
        if changes and job.status != "moved" and not self.lines.says_moved(name):
            self.refusals.append(refusals.state_changes(name, changes, _with_state_moved(self.lines, name, job.key)))
            return
        entry = {**_entry(job, now), "status": "moved", "to": new.name}
        self.renamed.setdefault(now.key, {})[job.key.name] = Renaming(job.key.name, new.name, entry)

    def _is_occupied(self, old: RememberedJob, new: JobKey) -> bool:
        """Whether the state may hold the new name beside the old one, other than by this rename or its reverse."""
        known = self.by_key.get(new, ())
        begun = any(each.status == "moved" and each.to == new for each in self.by_key[old.key])
        back = any(each.status == "moved" and each.to == old.key for each in known)
        return not begun and not back and any(each.status != "moved" for each in known)

    @cached_property
    def by_key(self) -> Mapping[JobKey, Sequence[RememberedJob]]:
        found: dict[JobKey, list[RememberedJob]] = {}
        for job in self.memory:
            found.setdefault(job.key, []).append(job)
        return found

    def _word_of_new_name(self, job: RememberedJob) -> str | None:
        """A job that was renamed before shares the fate of its new name: one key cannot hold two lines."""
        seen = {job.key}
        name = job.to
        while name is not None and name not in seen and name not in self.now.planned:
            if word := self.lines.word(name):
                return word
            seen.add(name)
            name = next((each.to for each in self.by_key.get(name, ()) if each.to is not None), None)
        return None

    def _ends(self, job: RememberedJob) -> None:
        if job.status != "present" or self._heir_of_address(job) is not None:
            return
        self.notes.append(
            f"{job.key}: gone, but it was never rendered with `keep` or `destroy`: if Terraform's state still holds "
            "something of it, the next apply destroys that, or nobody looks after it where its stack has no other job"
        )

    def _leaves(self, job: RememberedJob, word: str) -> None:
        heir = self._heir_of_address(job)
        if heir is not None:
            self.refusals.append(refusals.taken_over(job, heir))
            return
        home = self._home(job)
        if home is None:
            return
        if changes := refusals.place_changes(job.shell, home):
            self.refusals.append(refusals.place_left(job, changes))
            return
        if word == "destroy" and job.status != "destroy":
            self.notes.append(f"{job.key}: destroy: {refusals.DESTROYED}")
        self.shells[home.key] = _with_providers(self.shells.get(home.key, home), job.shell)
        entry = {**_entry(job, home), "status": word}
        self.leaving.setdefault(home.key, {})[job.key.name] = Leaving(job.key.name, word == "destroy", entry)

    def _heir_of_address(self, job: RememberedJob) -> JobKey | None:
        """The job of another tenant or environment that has the same name in the same state."""
        home = self.by_state.get(job.shell.state) if job.shell.state.shareable else None
        if home is None:
            return None
        key = JobKey(home.key.tenant, home.key.environment, job.key.name)
        shell = self.now.planned.get(key)
        return key if shell is not None and shell.key == home.key else None

    @cached_property
    def by_state(self) -> Mapping[object, Shell]:
        return {shell.state: shell for shell in self.stacks.values() if shell.state.shareable}

    def _home(self, job: RememberedJob) -> Shell | None:
        """The stack that holds the state now: a planned one, one that its state was moved to, else the old one."""
        same = self.by_state.get(job.shell.state) if job.shell.state.shareable else self.stacks.get(job.shell.key)
        if same is not None and same.same_state(job.shell):
            return same
        moved = self.moves.get(job.shell.key, {})
        if len(moved) == 1:
            return next(iter(moved.values()))
        if not moved and job.shell.key not in self.stacks:
            return job.shell
        message = (
            f"the removed job {job.key} still needs the stack folder {job.shell.key.folder}, "
            "which another stack takes now"
        )
        if moved:
            names = " and ".join(str(key) for key in sorted(moved))
            message = f"the state of the removed job {job.key} was moved to {names}, and nothing says where it is now"
        hint = f"apply its removal first and write `{job.key}: gone`, then change the stack"
        self.problems.append(Problem(self.lines.span_of(job.key), "removed-clash", message, hint))
        return None

    @cached_property
    def moves(self) -> Mapping[StackKey, Mapping[StackKey, Shell]]:
        """For each remembered stack, where `{state: moved}` says that the state of its jobs is now."""
        found: dict[StackKey, dict[StackKey, Shell]] = {}
        for job in self.memory:
            name = job.key if job.key in self.now.planned else self.lines.last_name(job.key, self.now.planned)
            now = self.now.planned[name] if name is not None else None
            if now is not None and name is not None and self.lines.says_moved(name) and not now.same_state(job.shell):
                found.setdefault(job.shell.key, {})[now.key] = now
        return found

    def _missing_line(self, job: RememberedJob) -> Refusal:
        heir = self._heir_of_address(job)
        if heir is not None:
            return refusals.taken_over(job, heir)
        if job.status != "present":
            return refusals.line_gone(job, self._scope(job))
        return refusals.left(job, self._scope(job), job.key in self.now.plain, self._newcomer(job))

    def _scope(self, job: RememberedJob) -> str:
        """The widest key that covers nothing but jobs in the same situation, of which there are several."""
        for scope in reversed(scopes(job.key)):
            inside = [each for each in self.memory if scope in scopes(each.key)]
            alive = any(scope in scopes(key) for key in (*self.now.planned, *self.now.plain))
            spoken = any(name == scope or name.startswith(f"{scope}/") for name in self.lines.values)
            if len(inside) > 1 and not alive and not spoken and len({each.status for each in inside}) == 1:
                return scope
        return str(job.key)

    def _newcomer(self, job: RememberedJob) -> str | None:
        """If just one job of its environment is new, the missing one may have been renamed to it."""
        new = [key for key in self.now.planned if _neighbours(key, job.key) and key not in self.by_key]
        if len(new) != 1 or str(new[0]) in self.lines.values:
            return None
        changed = refusals.changes_of(job.shell, self.now.planned[new[0]])
        words = f"was: {job.key.name}" + (", state: moved" if changed else "")
        also = ", and its state was migrated" if changed else "; Terraform moves its resources"
        return f"{new[0]}: {{{words}}}   # it was renamed to {new[0].name}{also}"


def _neighbours(one: JobKey, other: JobKey) -> bool:
    return (one.tenant, one.environment) == (other.tenant, other.environment)


def _with_state_moved(lines: Lines, key: JobKey, old: JobKey | None = None) -> str:
    """The words for a job's line, with what it says already."""
    value = lines.values.get(str(key))
    was = value.was if isinstance(value, MovedModel) and value.was else old.name if old is not None else None
    return f"was: {was}, state: moved" if was is not None else "state: moved"


def _entry(job: RememberedJob, home: Shell) -> dict[str, object]:
    """What the manifest of `home` says of a job that left; whose it is, if not that stack's tenant's."""
    entry = {name: value for name, value in job.entry.items() if name not in ("of", "state")}
    own = (home.key.tenant, home.key.environment) == (job.key.tenant, job.key.environment)
    return entry if own else {**entry, "of": [job.key.tenant, job.key.environment]}


def _with_providers(home: Shell, before: Shell) -> Shell:
    """The stack with the providers that a removed job's resources still need."""
    known = {provider.name for provider in home.providers}
    missing = tuple(provider for provider in before.providers if provider.name not in known)
    providers = tuple(sorted((*home.providers, *missing), key=lambda provider: provider.name))
    return replace(home, providers=providers, cluster=home.cluster if home.cluster is not None else before.cluster)

"""Selected jobs -> the stacks that a run writes and the remembered jobs that it must account for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from dativo_gen.memory import RememberedJob
from dativo_gen.model.job import JobKey
from dativo_gen.plan import StackKey
from dativo_gen.removed import Lines
from dativo_gen.shell import Shell
from dativo_gen.terraform.state_id import StateId


@dataclass(frozen=True, slots=True)
class Affected:
    """`stacks` are written, `jobs` of the memory are judged; `left` are folders that none of them needs any more."""

    stacks: frozenset[StackKey]
    jobs: tuple[RememberedJob, ...]
    left: frozenset[PurePosixPath]


def find_affected(
    memory: Sequence[RememberedJob],
    planned: Mapping[JobKey, Shell],
    selected: Iterable[StackKey],
    chosen: Callable[[RememberedJob], bool],
    lines: Lines,
) -> Affected:
    """Everything that hangs together with the `selected` stacks and the `chosen` jobs of the memory.

    A stack is never written without all jobs that it had, nor one of two stacks between which a job moves: what is
    left out would be destroyed, or its memory lost.
    """
    where = _Where(planned, lines)
    stacks = set(selected)
    rest, found = list(enumerate(memory)), set[int]()
    while more := [number for number, job in rest if chosen(job) or not stacks.isdisjoint(where.homes(job))]:
        found |= set(more)
        stacks |= {key for number in more for key in where.homes(memory[number])}
        rest = [(number, job) for number, job in rest if number not in found]
    jobs = tuple(memory[number] for number in sorted(found))
    known = {shell.key for shell in planned.values()}
    left = frozenset(job.shell.key.folder for job in jobs) - {key.folder for key in known}
    return Affected(frozenset(stacks & known), jobs, left)


class _Where:
    """Looks up where a remembered job was and is."""

    def __init__(self, planned: Mapping[JobKey, Shell], lines: Lines) -> None:
        self.planned = planned
        self.lines = lines
        self.by_state: dict[StateId, StackKey] = {
            shell.state: shell.key for shell in planned.values() if shell.state.shareable
        }

    def homes(self, job: RememberedJob) -> Iterator[StackKey]:
        yield job.shell.key
        name = job.key if job.key in self.planned else self.lines.last_name(job.key, self.planned)
        if name is not None:
            yield self.planned[name].key
        if job.shell.state in self.by_state:
            yield self.by_state[job.shell.state]

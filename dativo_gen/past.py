"""What earlier runs wrote -> what it asks of this one: the stacks to write, and what must not be lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from dativo_gen.affected import Affected, find_affected
from dativo_gen.census import StackFact, as_text
from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.existing import Recorded
from dativo_gen.head import committed_records
from dativo_gen.manifest import MANIFEST
from dativo_gen.memory import PRESENT, RememberedJob, is_stack, read_memory
from dativo_gen.model.job import JobKey
from dativo_gen.pipeline import Planned
from dativo_gen.plan import StackKey
from dativo_gen.removed import Lines
from dativo_gen.shell import Shell
from dativo_gen.verdict import Now, Verdict, compare

Folders = Mapping[PurePosixPath, Recorded]
"""What earlier runs say of each folder of the tree."""


def past_of(planned: Planned, folders: Folders) -> tuple[Affected, Verdict, tuple[str, ...]]:
    """What earlier runs ask of this one. Raises Rejected where a broken job stands in the way."""
    if _is_quiet(planned, folders):
        return Affected(_selected_stacks(planned), (), frozenset()), Verdict({}, {}, (), (), (), ()), ()
    shells = _Shells(planned)
    memory, notes = _remembered(planned, folders)
    affected = _affected(planned, shells, memory)
    broken_files = planned.bench.broken_files()
    broken = [_incomplete(job) for job in affected.jobs if job.key not in shells and job.file in broken_files]
    if broken:
        raise Rejected(broken)
    return affected, compare(memory, affected.jobs, _now(planned, shells), planned.ground.settings), notes


def _is_quiet(planned: Planned, folders: Folders) -> bool:
    """Whether every stack that is remembered is there with the same jobs and the same state, and no line of the
    settings says otherwise: then there is nothing to judge, which for thousands of stacks takes a while."""
    if Lines(planned.ground.settings).values:
        return False
    facts = {stack.key: stack for stack in planned.facts.stacks}
    stacks = [(facts.get(StackKey(*path.parts[1:])), found) for path, found in folders.items() if is_stack(path)]
    return bool(stacks) and all(fact is not None and _is_same(fact, found) for fact, found in stacks)


def _is_same(fact: StackFact, found: Recorded) -> bool:
    record = found.manifest.record
    if found.sha256 is None or found.journal is not None or record is None:
        return False
    jobs, names = record.get("jobs"), {key.name for key, _ in fact.jobs}
    if not isinstance(jobs, Mapping) or jobs.keys() != names:
        return False
    plain = all(
        isinstance(entry, Mapping) and entry.get("status") == "present" and entry.keys() <= PRESENT
        for entry in jobs.values()
    )
    return plain and as_text({name: value for name, value in record.items() if name != "jobs"}) == fact.record


class _Shells(Mapping[JobKey, Shell]):
    """The stack of each job that has Terraform, looked up when it is asked for."""

    def __init__(self, planned: Planned) -> None:
        self._homes = {key: stack.key for stack in planned.facts.stacks for key, _ in stack.jobs}
        self._studio = planned.studio

    def __getitem__(self, key: JobKey) -> Shell:
        return self._studio.shell(self._homes[key])

    def __iter__(self) -> Iterator[JobKey]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)

    def __contains__(self, key: object) -> bool:
        return key in self._homes


def _remembered(planned: Planned, folders: Folders) -> tuple[list[RememberedJob], tuple[str, ...]]:
    """What earlier runs wrote: the manifests, or where the output folder has no stack, those of the last commit."""
    if "terraform" not in planned.selection.targets:
        return [], ()
    shown = str(planned.output)
    records = {path: _records(folder) for path, folder in folders.items() if is_stack(path)}
    if records:
        return read_memory(records, shown), ()
    committed = committed_records(planned.repository.root, planned.output)
    note = f"{shown} holds no manifest and {committed.silent}: removed jobs cannot be noticed"
    memory = read_memory({path: (record,) for path, record in committed.records.items()}, shown)
    return memory, (note,) if committed.silent and not folders else ()


def _records(folder: Recorded) -> tuple[Mapping[str, Any] | None, ...]:
    """The manifest's record, and what a killed run meant to make of it."""
    meant = (folder.journal.planned.record,) if folder.journal is not None else ()
    return (folder.manifest.record, *meant) if folder.sha256 is not None else meant


def _affected(planned: Planned, shells: Mapping[JobKey, Shell], memory: Sequence[RememberedJob]) -> Affected:
    selection, wide, changed = planned.selection, planned.selection.wide, planned.selection.changed

    def chosen(job: RememberedJob) -> bool:
        """Its folder may be pruned, or its file is named; one that left earlier is on nobody's list but its stack's."""
        if changed is not None and job.status == "present" and not changed.touches(job.key, job.file):
            return False
        return selection.covers(job.shell.key.folder / MANIFEST) or bool(job.file and wide.job(job.key, job.file))

    return find_affected(memory, shells, _selected_stacks(planned), chosen, Lines(planned.ground.settings))


def _selected_stacks(planned: Planned) -> frozenset[StackKey]:
    job, stacks = planned.selection.job, planned.facts.stacks
    return frozenset(stack.key for stack in stacks if any(job(key, file) for key, file in stack.jobs))


def _now(planned: Planned, shells: Mapping[JobKey, Shell]) -> Now:
    """The jobs of now. A file with errors may hold any job."""
    others = frozenset(job.key for job in planned.facts.jobs) - shells.keys()
    return Now(shells, others, planned.bench.broken_files())


def _incomplete(job: RememberedJob) -> Problem:
    message = f"{job.key} has problems, and the stack {job.shell.key} holds it: writing the stack would remove it"
    return Problem(Span(job.file), "stack-incomplete", message, "mend it, or select no job of this stack")

"""What the rest of the fleet must know of some jobs, without the jobs: small, and plain enough to be kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dativo_gen.claims import Claims
from dativo_gen.codes import Severity
from dativo_gen.errors import Problem
from dativo_gen.model.job import JobKey
from dativo_gen.orchestrators.base import Notice
from dativo_gen.plan import StackKey
from dativo_gen.tags.fleet import Spelling


@dataclass(frozen=True, slots=True)
class JobFact:
    """A job that could be resolved; `inputs` are the files it was made from."""

    key: JobKey
    file: str
    inputs: tuple[str, ...]


def as_text(record: Mapping[str, Any]) -> str:
    """What a manifest remembers of a stack as JSON, equal for equal records: of thousands, most are only compared."""
    return json.dumps(record, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class StackFact:
    """A stack, and its jobs with their files. `record` is what its manifest remembers, but for the jobs (`as_text`);
    `bundled` are the modules of ours that it calls."""

    key: StackKey
    jobs: tuple[tuple[JobKey, str], ...]
    record: str
    bundled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """Problems after the job file that they are told to (None: to no job), and the severities that hang on more than
    a code. `used` are the jobs that need an exception from the policy, by its number."""

    problems: tuple[tuple[str | None, Problem], ...] = ()
    rated: Mapping[Problem, Severity] = field(default_factory=dict)
    used: Mapping[int, frozenset[JobKey]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the jobs of a tenant, or of several.

    `own` are the problems of each job by itself, `fatal` those of them that left nothing to go on with, `mutual` those
    that jobs have with each other. `notices` are by orchestrator (its target).
    `named` are the tenants that job files name, so that others can be for all of them.
    """

    files: tuple[str, ...] = ()
    keys: Mapping[str, frozenset[JobKey]] = field(default_factory=dict)
    fanned: frozenset[str] = frozenset()
    jobs: tuple[JobFact, ...] = ()
    stacks: tuple[StackFact, ...] = ()
    own: tuple[tuple[str | None, Problem], ...] = ()
    fatal: frozenset[Problem] = frozenset()
    mutual: Told = field(default_factory=Told)
    claims: Claims = field(default_factory=Claims)
    spellings: tuple[Spelling, ...] = ()
    notices: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)
    named: tuple[str, ...] = ()


def united(found: Iterable[Facts], mutual: Told) -> Facts:
    """The facts of several tenants; what their jobs have with each other is `mutual`, claims were looked at before."""
    every = list(found)
    keys: dict[str, frozenset[JobKey]] = {}
    for each in every:
        for file, some in each.keys.items():
            keys[file] = keys.get(file, frozenset()) | some
    targets = dict.fromkeys(target for each in every for target in each.notices)
    return Facts(
        files=tuple(sorted({file for each in every for file in each.files})),
        keys=keys,
        fanned=frozenset().union(*(each.fanned for each in every)),
        jobs=tuple(job for each in every for job in each.jobs),
        stacks=tuple(sorted((stack for each in every for stack in each.stacks), key=lambda stack: stack.key)),
        own=tuple(problem for each in every for problem in each.own),
        fatal=frozenset().union(*(each.fatal for each in every)),
        mutual=mutual,
        spellings=tuple(spelling for each in every for spelling in each.spellings),
        notices={
            target: tuple(sorted((n for each in every for n in each.notices.get(target, ())), key=lambda n: n.key))
            for target in targets
        },
    )


def told_together(found: Iterable[Told]) -> Told:
    """What several groups of jobs are told."""
    every = list(found)
    used: dict[int, frozenset[JobKey]] = {}
    for each in every:
        for number, keys in each.used.items():
            used[number] = used.get(number, frozenset()) | keys
    rated = {problem: severity for each in every for problem, severity in each.rated.items()}
    return Told(tuple(problem for each in every for problem in each.problems), rated, used)

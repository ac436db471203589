"""Facts as plain JSON data and back; what it gives differs from no other of equal facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from sys import intern
from typing import Any

from dativo_gen.census import Facts, JobFact, StackFact, Told
from dativo_gen.claims import Claims
from dativo_gen.errors import Problem, Span
from dativo_gen.model.job import JobKey
from dativo_gen.orchestrators.base import Notice
from dativo_gen.plan import StackKey
from dativo_gen.tags.fleet import Spelling


def plain_facts(facts: Facts) -> dict[str, Any]:
    """The data, which `facts_from` reads."""
    return {
        "files": facts.files,
        "named": facts.named,
        "keys": {file: sorted(map(key_row, keys)) for file, keys in facts.keys.items()},
        "fanned": sorted(facts.fanned),
        "jobs": [[*key_row(job.key), job.file, job.inputs] for job in facts.jobs],
        "stacks": [
            [stack.key.tenant, stack.key.environment, stack.key.name, _named(stack.jobs), stack.record, stack.bundled]
            for stack in facts.stacks
        ],
        "own": _told(facts.own),
        "fatal": [_problem(each) for each in sorted(facts.fatal)],
        "mutual": {
            "problems": _told(facts.mutual.problems),
            "rated": [[*_problem(problem), level] for problem, level in facts.mutual.rated.items()],
            "used": [[number, sorted(map(key_row, keys))] for number, keys in facts.mutual.used.items()],
        },
        "claims": [sorted(facts.claims.names), sorted(facts.claims.spelled), sorted(facts.claims.paths)],
        "spellings": [
            [each.space, each.one, each.key, each.count, each.jobs, each.written, span_row(each.place)]
            for each in facts.spellings
        ],
        "notices": {target: [notice_row(each) for each in some] for target, some in facts.notices.items()},
    }


def facts_from(data: Mapping[str, Any]) -> Facts:
    """The facts that `plain_facts` wrote."""
    mutual = data["mutual"]
    names, spelled, paths = data["claims"]
    return Facts(
        files=tuple(map(intern, data["files"])),
        named=tuple(data["named"]),
        keys={intern(file): frozenset(map(_key, rows)) for file, rows in data["keys"].items()},
        fanned=frozenset(data["fanned"]),
        jobs=tuple(JobFact(_key(row), intern(row[3]), tuple(map(intern, row[4]))) for row in data["jobs"]),
        stacks=tuple(StackFact(StackKey(*row[:3]), _jobs(row[3]), row[4], tuple(row[5])) for row in data["stacks"]),
        own=_told_from(data["own"]),
        fatal=frozenset(_problem_from(row) for row in data["fatal"]),
        mutual=Told(
            _told_from(mutual["problems"]),
            {_problem_from(row[:6]): row[6] for row in mutual["rated"]},
            {number: frozenset(JobKey(*row) for row in rows) for number, rows in mutual["used"]},
        ),
        claims=Claims(frozenset(names), _pairs(spelled), _pairs(paths)),
        spellings=tuple(
            Spelling(row[0], row[1], row[2], row[3], tuple(row[4]), row[5], Span(*row[6])) for row in data["spellings"]
        ),
        notices={target: tuple(map(notice_from, rows)) for target, rows in data["notices"].items()},
    )


def _pairs(rows: Iterable[Sequence[str]]) -> frozenset[tuple[str, str]]:
    return frozenset((row[0], row[1]) for row in rows)


def key_row(key: JobKey) -> list[str]:
    """A job's key as a list."""
    return [key.tenant, key.environment, key.name]


def span_row(span: Span) -> list[Any]:
    """A place as a list."""
    return [span.file, span.line, span.column]


def notice_row(notice: Notice) -> list[Any]:
    """What shared files know of a job, as a list."""
    return [*key_row(notice.key), notice.file, notice.inputs, notice.group, notice.limits]


def notice_from(row: Sequence[Any]) -> Notice:
    """The notice that `notice_row` wrote."""
    return Notice(_key(row), intern(row[3]), tuple(map(intern, row[4])), intern(row[5]), tuple(row[6]))


def _named(jobs: Iterable[tuple[JobKey, str]]) -> list[list[str]]:
    return [[*key_row(key), file] for key, file in jobs]


def _jobs(rows: Iterable[Sequence[str]]) -> tuple[tuple[JobKey, str], ...]:
    return tuple((_key(row), intern(row[3])) for row in rows)


def _key(row: Sequence[str]) -> JobKey:
    """Names stand in many places: one text for each."""
    return JobKey(intern(row[0]), intern(row[1]), intern(row[2]))


def _problem(problem: Problem) -> list[Any]:
    return [*span_row(problem.span), problem.code, problem.message, problem.hint]


def _problem_from(row: Sequence[Any]) -> Problem:
    return Problem(Span(*row[:3]), *row[3:])


def _told(found: Iterable[tuple[str | None, Problem]]) -> list[list[Any]]:
    return [[file, *_problem(problem)] for file, problem in found]


def _told_from(rows: Iterable[Sequence[Any]]) -> tuple[tuple[str | None, Problem], ...]:
    return tuple((row[0], _problem_from(row[1:])) for row in rows)

"""Tags of many jobs -> warnings about one tag that is spelled in two ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dativo_gen.errors import Problem, Span
from dativo_gen.tags.tag import Tags

_NAMED = 3
"""So many jobs are named; of all others it is only said how many they are."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """One spelling (`key`) of one tag (`one`) in jobs that are compared (`space`): how many have it, and who first.

    `written` is whether somebody wrote it, so that it is not a default; `place` is where, first of all.
    """

    space: str
    one: str
    key: str
    count: int
    jobs: tuple[str, ...]
    written: bool
    place: Span


def spellings(space: str, tags_by_job: Iterable[tuple[str, Tags]]) -> list[Spelling]:
    """The spellings of some jobs.

    Only the keys that a job ends with are compared, so that `Environment` over the default `environment`
    is no second spelling inside that job.
    """
    return together(
        Spelling(space, tag.one, tag.key, 1, (job,), tag.layer != "default", tag.node.key_span)
        for job, tags in tags_by_job
        for tag in tags.items
    )


def together(found: Iterable[Spelling]) -> list[Spelling]:
    """The spellings of several groups of jobs, of which none has a job of another, as those of all."""
    groups: dict[tuple[str, str, str], list[Spelling]] = {}
    for each in found:
        groups.setdefault((each.space, each.one, each.key), []).append(each)
    return [_joined(each) for each in groups.values()]


def _joined(uses: Sequence[Spelling]) -> Spelling:
    """The first place is one where somebody wrote the key; a default has none, and comes last."""
    if len(uses) == 1:
        return uses[0]
    first = min(uses, key=lambda use: (not use.written, use.place))
    jobs = tuple(sorted({job for use in uses for job in use.jobs})[:_NAMED])
    count = sum(use.count for use in uses)
    return Spelling(first.space, first.one, first.key, count, jobs, first.written, first.place)


def fleet_spelling(found: Iterable[Spelling]) -> Iterator[Problem]:
    """One tag in two spellings becomes two columns of a cost report; the rarer spelling is named, once.

    As often one as the other: the first in order of keys stays.
    """
    groups: dict[tuple[str, str], list[Spelling]] = {}
    for each in together(found):
        groups.setdefault((each.space, each.one), []).append(each)
    for name in sorted(groups):
        common, *others = sorted(groups[name], key=lambda each: (-each.count, each.key))
        yield from (_problem(each, common) for each in others)


def _problem(rare: Spelling, common: Spelling) -> Problem:
    more = f" and {rare.count - _NAMED} more" if rare.count > _NAMED else ""
    number = "1 job" if common.count == 1 else f"{common.count} jobs"
    message = (
        f"tag `{rare.key}` ({', '.join(rare.jobs)}{more}) is spelled `{common.key}` in {number}, as at {common.place}"
    )
    hint = f"spell it `{common.key}`" if rare.written else f"give it as `{common.key}` under infrastructure.tags"
    return Problem(rare.place, "tag-spelling", message, f"{hint}: cost reports count the two apart")

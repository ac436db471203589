"""Tags of many jobs -> warnings about one tag that is spelled in two ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dativo_gen.errors import Problem
from dativo_gen.tags.tag import Tag, Tags

_Uses = Sequence[tuple[str, Tag]]


def fleet_spelling(tags_by_job: Iterable[tuple[str, Tags]]) -> Iterator[Problem]:
    """One tag in two spellings becomes two columns of a cost report; the rarer spelling is named, once.

    Only the keys that a job ends with are compared, so that `Environment` over the default `environment`
    is no second spelling inside that job. As often one as the other: the first in order of keys stays.
    """
    spellings: dict[str, dict[str, list[tuple[str, Tag]]]] = defaultdict(lambda: defaultdict(list))
    for job, tags in tags_by_job:
        for tag in tags.items:
            spellings[tag.one][tag.key].append((job, tag))
    for folded in sorted(spellings):
        yield from _rarer(spellings[folded])


def _rarer(uses: Mapping[str, _Uses]) -> Iterator[Problem]:
    common, *others = sorted(uses, key=lambda key: (-len(uses[key]), key))
    for key in others:
        yield _problem(key, uses[key], common, uses[common])


def _problem(key: str, uses: _Uses, common: str, common_uses: _Uses) -> Problem:
    place = _first(uses)
    message = (
        f"tag `{key}` ({_jobs(uses)}) is spelled `{common}` in {_count(common_uses)}, "
        f"as at {_first(common_uses).node.key_span}"
    )
    written = place.layer != "default"
    hint = f"spell it `{common}`" if written else f"give it as `{common}` under infrastructure.tags"
    return Problem(place.node.key_span, "tag-spelling", message, f"{hint}: cost reports count the two apart")


def _first(uses: _Uses) -> Tag:
    """The first place where somebody wrote the key; a default has none, and comes last."""
    return min((tag for _, tag in uses), key=lambda tag: (tag.layer == "default", tag.node.key_span))


def _jobs(uses: _Uses) -> str:
    names = sorted({job for job, _ in uses})
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def _count(uses: _Uses) -> str:
    number = len({job for job, _ in uses})
    return "1 job" if number == 1 else f"{number} jobs"

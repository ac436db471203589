"""Canonical tags -> the tags of one destination, with everything that could not stay as it was."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import accumulate, chain
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import quote

from dativo_gen.codes import CODES
from dativo_gen.errors import Problem
from dativo_gen.tags import faults
from dativo_gen.tags.destination import Destination, destination
from dativo_gen.tags.fitting import Pair, pairs_of
from dativo_gen.tags.tag import Tag, Tags


class Entry(NamedTuple):
    """One emitted tag; `changes` says in plain words what is not as in the canonical tag."""

    tag: Tag
    key: str
    value: str
    changes: tuple[str, ...] = ()


_entry = partial(tuple.__new__, Entry)


@dataclass(frozen=True, slots=True)
class Emitted:
    """What `emit` makes: entries in the order of their keys; each tag is an entry or is named in a problem."""

    destination: Destination
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def tags(self) -> dict[str, str]:
        """Emitted keys with their values."""
        return {entry.key: entry.value for entry in self.entries}

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that are errors by their code."""
        return tuple(each for each in self.problems if CODES[each.code].severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that are warnings by their code."""
        return tuple(each for each in self.problems if CODES[each.code].severity == "warning")


def emit(tags: Tags, destination: Destination) -> Emitted:
    """The tags as the destination takes them. The order of `tags` does not matter.

    What fits stays as it is, so emitting what was emitted changes nothing. Algorithm: what is not allowed is
    rewritten, what is too long is cut and hashed; keys that are reserved, that leave nothing, that become the key
    of another tag with another value, or that have no room are not emitted but named in an error.
    """
    items, pairs = _fitted(tags, destination)
    if not pairs:
        return Emitted(destination, ())
    keys, values, changes, sames, losses = zip(*pairs, strict=True)  # column by column: twice as fast as tag by tag
    entries = list(map(_entry, zip(items, keys, values, changes, strict=True)))
    problems: list[Problem] = []
    if any(losses):
        problems += chain(*(_lost(tag, pair, destination) for tag, pair in zip(items, pairs, strict=True)))
        entries = [entry for entry in entries if None not in (entry.key, entry.value)]
    if len(set(sames)) < len(sames):
        entries = _told_apart(entries, destination, problems)
    if destination.count is not None:
        entries = _with_room(entries, destination, problems)
    if destination.total is not None:
        entries = _within(destination.total, entries, destination, problems)
    entries.sort(key=itemgetter(1))
    return Emitted(destination, tuple(entries), tuple(sorted(set(problems))))


def otel_attributes(tags: Tags) -> str:
    """The text of OTEL_RESOURCE_ATTRIBUTES: `key=value` with percent signs as in URLs, in the order of the keys."""
    entries = emit(tags, destination("otel")).entries
    return ",".join([f"{entry.key}={_percent(entry.value)}" for entry in entries])


@lru_cache(1 << 12)
def _percent(text: str) -> str:
    return quote(text, safe="")


def _fitted(tags: Tags, to: Destination) -> tuple[Sequence[Tag], Sequence[Pair]]:
    """Each tag with its key and value as the destination takes them."""
    known = pairs_of(to)
    if to.over is None:
        return tags.items, list(map(known.__getitem__, tags.written))
    below = emit(tags, to.over).entries
    pairs = [(entry, known[entry.key, entry.value]) for entry in below]
    return [entry.tag for entry in below], [
        pair._replace(changes=(*entry.changes, *pair.changes)) if entry.changes else pair for entry, pair in pairs
    ]


def _lost(tag: Tag, pair: Pair, to: Destination) -> Iterable[Problem]:
    return faults.of_loss(tag, *pair.loss, to) if pair.loss is not None else ()


def _told_apart(entries: list[Entry], to: Destination, problems: list[Problem]) -> list[Entry]:
    """Without entries that would be lost in another one; of those with one value the first in rank stays."""
    groups: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: to.rank(each.tag.key)):
        groups.setdefault(to.same(entry.key), []).append(entry)
    kept: list[Entry] = []
    for first, *others in groups.values():
        if all(other.value == first.value for other in others):
            kept.append(first)
            problems.extend(faults.merged(first.tag, other.tag, first.key, to) for other in others)
        else:
            problems.extend(_collisions([first, *others], to))
    return kept


def _collisions(group: Sequence[Entry], to: Destination) -> Iterator[Problem]:
    """Each tag but the first is told with one that has another value, with one before it if there is one."""
    for position, entry in enumerate(group[1:], start=1):
        others = (*group[:position], *group[position + 1 :])
        rival = next(each for each in others if each.value != entry.value)
        yield faults.collision(rival.tag, entry.tag, rival.key, to)


def _with_room(entries: list[Entry], to: Destination, problems: list[Problem]) -> list[Entry]:
    if to.room is None or len(entries) <= to.room:
        return entries
    ranked = sorted(entries, key=lambda each: to.rank(each.tag.key))
    problems.append(faults.count([each.tag for each in ranked], to))
    return ranked[: to.room]


def _within(total: int, entries: list[Entry], to: Destination, problems: list[Problem]) -> list[Entry]:
    """The first in rank that together are not too long."""
    ranked = sorted(entries, key=lambda each: to.rank(each.tag.key))
    sizes = list(accumulate(len(f"{each.key}{each.value}".encode("utf-8", "surrogatepass")) for each in ranked))
    kept = bisect_right(sizes, total)
    if kept < len(ranked):
        problems.append(faults.total([each.tag for each in ranked[kept:]], sizes[-1], to))
    return ranked[:kept]

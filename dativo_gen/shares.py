"""One tenant's job files -> the facts and texts of its jobs, made anew or found in the store."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from dativo_gen.build import Yard
from dativo_gen.census import Facts
from dativo_gen.census_json import facts_from, plain_facts
from dativo_gen.ground import Ground
from dativo_gen.judging import take_in
from dativo_gen.kept import Album, as_bytes, entries_from, entry_rows, sketches_from
from dativo_gen.load import Cabinet, Share, load_share
from dativo_gen.manifest import digest
from dativo_gen.orchestrators.base import Part as Entry
from dativo_gen.orchestrators.registry import Crew
from dativo_gen.part import Part, facts_of, open_part
from dativo_gen.program import program
from dativo_gen.sketch import LiveStudio, Sketch, yard_of
from dativo_gen.store import Store, key_of

FACTS, ASKED, INDEX, TEXTS, ENTRIES = "facts", "asked", "index", "texts", "entries"
"""The kinds of things in a store."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made of a share: its key in the store, and what could not be kept there by kind."""

    key: str
    facts: Facts
    unkept: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class Warm:
    """What this process has read from the store before. `lasting`: there will be another turn, which reads it again."""

    lasting: bool = False
    asked: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, Facts] = field(default_factory=dict)
    index: dict[str, Any] = field(default_factory=dict)

    def keep(self, keys: Collection[str]) -> None:
        """Forget all but what is kept under these keys."""
        for known in (self.facts, self.index):
            for key in known.keys() - set(keys):
                del known[key]


@dataclass(slots=True)
class Workshop:
    """Makes shares, one after the other. One for each process."""

    ground: Ground
    store: Store
    today: date | None = None
    warm: Warm = field(default_factory=Warm)
    cabinet: Cabinet = field(init=False)
    yard: Yard = field(init=False)
    _base: str = field(init=False)

    def __post_init__(self) -> None:
        self.cabinet = Cabinet(self.ground.repository)
        self.yard = yard_of(self.ground)
        self._base = base_key(self.ground, self.today)

    def find(self, share: Share, *, drawn: bool) -> Made | None:
        """What is kept of a share whose inputs are the same; None if anything is missing."""
        first = self.first_key(share)
        asked = self.warm.asked.pop(first, None) or self.store.get(ASKED, first)
        if asked is None:
            return None
        key = self._key(first, asked)
        if drawn and key not in self.warm.index and not self.store.has(INDEX, key):
            return None
        if key not in self.warm.facts:
            facts = self.store.get(FACTS, key)
            if facts is None:
                return None
            self.warm.facts[key] = facts_from(facts)
        self.warm.asked[first] = asked  # not where nothing was found: whoever makes it may ask for something else
        return Made(key, self.warm.facts[key])

    def first_key(self, share: Share) -> str:
        """A name for what is known before anything is read."""
        repository, ground = self.ground.repository, self.ground
        files = [[path, repository.answer(("file", path))] for path in (*share.files, *share.layers)]
        schedules = [[path, repr(ground.schedules[path])] for path in share.files if path in ground.schedules]
        return key_of(self._base, share.tenants, files, schedules)

    def _key(self, first: str, asked: Iterable[Sequence[str]]) -> str:
        """A name for all that was asked of the disk besides, with the answers of now."""
        answer = self.ground.repository.answer
        return key_of(first, [[kind, path, answer((kind, path))] for kind, path in asked])

    def make(self, share: Share, *, drawn: bool) -> Made:
        """Load a share, judge it, and draw it if that is asked for; keep everything."""
        with self.ground.repository.noting() as noted:
            part = open_part(load_share(self.ground, share, self.cabinet), self.today)
            facts = facts_of(part)
        first, asked = self.first_key(share), sorted(noted)
        key = self._key(first, asked)
        kept = {(ASKED, first): as_bytes(asked), (FACTS, key): as_bytes(plain_facts(facts))}
        if drawn:
            kept |= {(kind, key): data for kind, data in self._drawn(part, facts).items()}
        unkept = {kind: data for (kind, name), data in kept.items() if not self.store.put(kind, name, data)}
        return Made(key, facts, unkept)

    def _drawn(self, part: Part, facts: Facts) -> dict[str, bytes]:
        broken = take_in(self.ground, facts, self.today).broken_files()
        studio, album = LiveStudio(part, self.yard), Album()
        for sketch in studio.all():
            if not any(file in broken for _, file in sketch.jobs):
                album.add(sketch)
        drawn = {TEXTS: bytes(album.texts), INDEX: as_bytes(album.index)}
        entries = {crew.orchestrator.target: entry_rows(_in_company(crew)) for crew in part.crews}
        return drawn | ({ENTRIES: as_bytes(entries)} if any(entries.values()) else {})

    def live(self, share: Share) -> LiveStudio:
        """The share's jobs themselves."""
        return LiveStudio(open_part(load_share(self.ground, share, self.cabinet), self.today), self.yard)


def _in_company(crew: Crew) -> Iterator[Entry]:
    """A tenant's parts of folders that are not called like itself; others may have parts of those too."""
    notice = crew.orchestrator.notice
    return crew.orchestrator.parts([run for run in crew.runs if notice(run).group not in ("", run.key.tenant)])


def base_key(ground: Ground, today: date | None) -> str:
    """What every share hangs on: the program, the settings, the user's templates, where the output lies."""
    repository, policy = ground.repository, ground.settings.layer("policy")
    dated = policy is not None and policy.get("exceptions") is not None
    templates = [[path, repository.answer(("file", path))] for path in ground.templates]
    settings = repository.answer(("file", "dativo-gen.yaml"))
    day = today.isoformat() if dated and today is not None else None
    return key_of(program(), settings, str(ground.folder), str(ground.output), templates, day)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Looks up what was drawn of shares."""

    workshop: Workshop
    shares: Mapping[str, Share]
    made: dict[str, Made]

    def sketches(self, tenant: str) -> Iterator[Sketch]:
        """What a tenant's jobs write."""
        warm, key = self.workshop.warm, self.made[tenant].key
        index = warm.index.get(key) or self._json(tenant, INDEX)
        if warm.lasting:
            warm.index[key] = index
        yield from sketches_from(index, partial(self._text, tenant))

    def entries(self, tenant: str, target: str) -> list[Entry]:
        """A tenant's parts of what it shares with others, as far as they were kept."""
        made = self.made[tenant]
        data = made.unkept.get(ENTRIES) or self.workshop.store.get_bytes(ENTRIES, made.key)
        return list(entries_from(json.loads(data).get(target, ()))) if data is not None else []

    def _json(self, tenant: str, kind: str) -> Any:
        return json.loads(self._bytes(tenant, kind))

    def _bytes(self, tenant: str, kind: str) -> bytes:
        made = self.made[tenant]
        data = made.unkept.get(kind) or self.workshop.store.get_bytes(kind, made.key)
        return data if data is not None else self._again(tenant)[kind]

    def _again(self, tenant: str) -> Mapping[str, bytes]:
        """What is missing or damaged is made once more, for the next run too, and stays in memory."""
        lost = Workshop(self.workshop.ground, Store(None), self.workshop.today)
        self.made[tenant] = made = lost.make(self.shares[tenant], drawn=True)
        for kind in made.unkept.keys() & {INDEX, TEXTS, ENTRIES}:
            self.workshop.store.put(kind, made.key, made.unkept[kind])
        return made.unkept

    def _text(self, tenant: str, start: int, length: int, sha256: str) -> str:
        made = self.made[tenant]
        if TEXTS in made.unkept:
            return made.unkept[TEXTS][start : start + length].decode()
        data = self.workshop.store.slice(TEXTS, made.key, start, length)
        if data is None or digest(data) != sha256:
            data = self._again(tenant)[TEXTS][start : start + length]
        return data.decode()

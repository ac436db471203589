"""All tenants' shares, from the store or made anew (in several processes) -> the planned fleet."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from dativo_gen.census import Facts, StackFact, Told, told_together, united
from dativo_gen.claims import meeting
from dativo_gen.ground import Ground, survey
from dativo_gen.judging import judge, take_in
from dativo_gen.load import Share
from dativo_gen.memory import Past
from dativo_gen.model.job import JobKey
from dativo_gen.orchestrators.base import Part as Entry
from dativo_gen.part import mutual
from dativo_gen.pipeline import Planned, Request, hold_jobs, select
from dativo_gen.placing import Placing
from dativo_gen.plan import StackKey
from dativo_gen.repository import Repository, open_repository
from dativo_gen.shares import Made, Shelf, Warm, Workshop
from dativo_gen.shell import Shell, shell_from_record
from dativo_gen.sketch import LiveStudio, Sketch
from dativo_gen.store import Store
from dativo_gen.tree import Folder
from dativo_gen.workers import Task, made_by_workers

_ROUNDS = 4
"""Guesses are right at once where files lie in folders of their tenants; two rounds correct any other."""


@dataclass(frozen=True, slots=True)
class Means:
    """With what a fleet is planned: where things are kept, how many processes may work, and what an earlier turn of
    this process read."""

    store: Store
    workers: int = 1
    warm: Warm = field(default_factory=Warm)
    repository: Repository | None = None


@dataclass(frozen=True, slots=True)
class KeptStudio:
    """Draws from what is kept; only for what is out of the ordinary jobs are loaded again."""

    shelf: Shelf
    facts: Facts
    _live: dict[str, LiveStudio] = field(default_factory=dict)
    _stacks: dict[StackKey, StackFact] = field(default_factory=dict)

    def sketches(self, tenants: Iterable[str]) -> Iterator[Sketch]:
        for tenant in sorted(tenants):
            if tenant in self.shelf.shares:
                yield from self.shelf.sketches(tenant)

    def without(self, sketch: Sketch, keys: Collection[JobKey]) -> Sketch:
        return self._studio(sketch.jobs[0][0].tenant).without(sketch, keys)

    def entries(self, target: str, environment: str, group: str) -> list[Entry]:
        mine = [n for n in self.facts.notices[target] if n.key.environment == environment and n.group == group]
        tenants = sorted({notice.key.tenant for notice in mine})
        found = {entry.notice.key: entry for tenant in tenants for entry in self.shelf.entries(tenant, target)}
        for tenant in sorted({notice.key.tenant for notice in mine if notice.key not in found}):
            lost = self._studio(tenant).entries(target, environment, group)
            found |= {entry.notice.key: entry for entry in lost}
        return [found[key] for key in sorted(notice.key for notice in mine)]

    def stack(self, key: StackKey, shell: Shell, past: Past) -> Folder:
        return self._studio(key.tenant).stack(key, shell, past)

    def shell(self, key: StackKey) -> Shell:
        if not self._stacks:
            self._stacks.update((stack.key, stack) for stack in self.facts.stacks)
        fact = self._stacks[key]
        return shell_from_record(key, json.loads(fact.record), fact.jobs[0][1])

    def _studio(self, tenant: str) -> LiveStudio:
        if tenant not in self._live:
            self._live[tenant] = self.shelf.workshop.live(self.shelf.shares[tenant])
        return self._live[tenant]


@dataclass(frozen=True, slots=True)
class Fleet(Planned):
    """A planned fleet, and what was made or found of each tenant."""

    made: Mapping[str, Made]


def plan_fleet(request: Request, means: Means, step: Callable[[str], None]) -> Fleet:
    """Load and judge, like `pipeline.plan`, but nothing anew whose inputs are the same.

    Raises Rejected for unusable settings, WrongUsage.
    """
    step("reading jobs")
    ground = survey(means.repository or open_repository(request.named), request.out)
    hold_jobs(ground)
    shelf = _shelf(Workshop(ground, means.store, request.today, means.warm), request, means, step)
    facts = {tenant: made.facts for tenant, made in shelf.made.items()}
    means.warm.keep([made.key for made in shelf.made.values()])
    every = united(facts.values(), _mutual(shelf, facts))
    selection = select(request, ground)
    bench = take_in(ground, every, request.today)
    return Fleet(bench, selection, judge(bench, selection), KeptStudio(shelf, every), shelf.made)


def _shelf(workshop: Workshop, request: Request, means: Means, step: Callable[[str], None]) -> Shelf:
    """Every share with its facts, once it is known whose each file is."""
    placing = Placing(workshop.ground)
    done: dict[str, tuple[Share, Made]] = {}
    for _ in range(_ROUNDS):
        shares = placing.shares()
        fresh = {tenant: share for tenant, share in shares.items() if tenant not in done or done[tenant][0] != share}
        for tenant, made in _made(workshop, fresh, request, means, step):
            done[tenant] = fresh[tenant], made
        if placing.learn([done[tenant][1].facts for tenant in shares]):
            break
    kept = {tenant: done[tenant] for tenant in shares}
    return Shelf(workshop, shares, {tenant: made for tenant, (_, made) in kept.items()})


def _made(
    workshop: Workshop, shares: Mapping[str, Share], request: Request, means: Means, step: Callable[[str], None]
) -> Iterator[tuple[str, Made]]:
    missing: list[Task] = []
    for tenant, share in shares.items():
        drawn = _drawn(workshop.ground, request, tenant, share)
        found = workshop.find(share, drawn=drawn)
        if found is not None:
            yield tenant, found
        else:
            missing.append(Task(tenant, share, drawn, workshop.first_key(share)))
    if missing:
        step("rendering")
        yield from made_by_workers(workshop, request, missing, means.workers)


def _drawn(ground: Ground, request: Request, tenant: str, share: Share) -> bool:
    """Whether a tenant's folders are likely to be wanted: one too many costs time only, one too few too."""
    selection = select(request, ground)
    if request.tenants and tenant not in request.tenants:
        return False
    return any(selection.file(file) for file in share.files)


def _mutual(shelf: Shelf, facts: Mapping[str, Facts]) -> Told:
    """What jobs have with each other. Of tenants that meet somewhere, all jobs are looked at together."""
    met = meeting((tenant, each.claims) for tenant, each in facts.items())
    told = [each.mutual for tenant, each in facts.items() if tenant not in met]
    if met:
        told.append(_together(shelf, sorted(met)))
    return told_together(told)


def _together(shelf: Shelf, tenants: Sequence[str]) -> Told:
    shares = [shelf.shares[tenant] for tenant in tenants]
    files = tuple(sorted({file for share in shares for file in share.files}))
    layers = tuple(sorted({layer for share in shares for layer in share.layers}))
    named = tuple(tenant for share in shares for tenant in share.tenants or ())
    return mutual(shelf.workshop.live(Share(files, layers, named)).part)

"""Shares that must be made -> the same, made: here if they are few, else by several processes."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from dativo_gen.census import Facts
from dativo_gen.errors import Rejected
from dativo_gen.ground import Ground, survey
from dativo_gen.load import Share
from dativo_gen.pipeline import Request
from dativo_gen.repository import Repository, WrongUsage, open_repository
from dativo_gen.shares import Made, Workshop, base_key
from dativo_gen.store import Store, key_of

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext

WORTH_A_PROCESS = 60
"""Job files that one process makes in about the time that it takes to start another (measured: benchmarks/tree.py)."""
_JOBS_AT_ONCE = 30
"""Few enough that all processes end at about the same time."""


@dataclass(frozen=True, slots=True)
class Task:
    """A tenant's share to make; `drawn` says whether its folders too, `key` stands for the files as they were read."""

    tenant: str
    share: Share
    drawn: bool
    key: str


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def made_by_workers(
    workshop: Workshop, request: Request, tasks: Sequence[Task], workers: int
) -> Iterator[tuple[str, Made]]:
    """Each tenant with what was made of its share, in no order. Raises WrongUsage if inputs change meanwhile."""
    files = sum(len(task.share.files) for task in tasks)
    number = min(workers, files // WORTH_A_PROCESS)
    if number < 2:
        for task in tasks:
            yield task.tenant, workshop.make(task.share, drawn=task.drawn)
        return
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - most runs make little, and start without it

    start = partial(_start, request, workshop.store, _standing(workshop.ground, request))
    with ProcessPoolExecutor(number, mp_context=_context(), initializer=start) as pool:
        for batch in pool.map(_make, list(_batches(tasks))):
            for tenant, made in batch:
                _read_too(workshop.ground.repository, made.facts)
                yield tenant, made


def _read_too(repository: Repository, facts: Facts) -> None:
    """Manifests of what tenants share, which this process writes, name all inputs that it has read."""
    for name in {name for notices in facts.notices.values() for notice in notices for name in notice.inputs}:
        with suppress(Rejected):
            repository.read(name)


def _standing(ground: Ground, request: Request) -> str:
    """What this process and a worker must see alike: whose a file is, and the layers above it, is found out here."""
    return key_of(base_key(ground, request.today), ground.layers)


def _batches(tasks: Sequence[Task]) -> Iterator[list[Task]]:
    batch: list[Task] = []
    for task in tasks:
        batch.append(task)
        if sum(len(each.share.files) for each in batch) >= _JOBS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _context() -> BaseContext:
    """A fork has everything imported already, but must not happen beside another thread."""
    import multiprocessing  # noqa: PLC0415 - as above

    alone = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if alone else "spawn")


_workshop: list[Workshop] = []
"""This process's own, where it is a worker; none if it sees other inputs than the process that started it."""


def _start(request: Request, store: Store, standing: str) -> None:
    ground = survey(open_repository(request.named), request.out)
    if _standing(ground, request) == standing:
        _workshop.append(Workshop(ground, store, request.today))


def _make(tasks: Sequence[Task]) -> list[tuple[str, Made]]:
    if not _workshop:
        raise WrongUsage("the settings, layers or templates changed while they were read; run again")
    workshop = _workshop[0]
    if any(workshop.first_key(task.share) != task.key for task in tasks):
        raise WrongUsage("job configs changed while they were read; run again")
    return [(task.tenant, workshop.make(task.share, drawn=task.drawn)) for task in tasks]

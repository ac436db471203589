"""Many tenants: which come first, several at a time, each template fetched once and each version checked out once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dativo_gen.scaffold import guard
from dativo_gen.scaffold.answers import ANSWERS_FILE, with_origin
from dativo_gen.scaffold.source import Revision, Template, WrongSourceError, distrusted, open_template
from dativo_gen.scaffold.trees import File, Files, read_folder
from dativo_gen.scaffold.update import FAILURES, Result, Tenant, update
from dativo_gen.scaffold.versions import SOURCE
from dativo_gen.scaffold.worker import Task, Worker, WorkerError
from dativo_gen.scaffold.writeback import PEN, Pen


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: `--ref`, `--trust`, `--data`, the settings' `update.sources`."""

    sources: Sequence[str] = ()
    ref: str | None = None
    trust: bool = False
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Workshop:
    """The templates of a run, below a temporary `folder`; `note` hears of what was fetched before. For all threads."""

    folder: Path
    order: Order
    note: Callable[[str], None]
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _templates: dict[str, tuple[Template, Revision] | Exception] = field(default_factory=dict)
    _places: dict[tuple[str, str], Path] = field(default_factory=dict)

    def target(self, url: str) -> tuple[Template, Revision]:
        """A template and the version that is wanted of it. Raises WrongSourceError, git.GitError."""
        with self._lock:
            if url not in self._templates:
                self._templates[url] = self._opened(url)
            found = self._templates[url]
        if isinstance(found, Exception):
            raise found
        return found

    def _opened(self, url: str) -> tuple[Template, Revision] | Exception:
        try:
            template = open_template(url, self.order.sources, self.note)
            ref = self.order.ref
            return template, template.revision(ref) if ref else template.newest()
        except FAILURES as error:
            return error

    def place(self, template: Template, revision: Revision, worker: Worker) -> Path:
        """The folder of a version, checked out and found harmless. Raises WrongSourceError, WorkerError."""
        with self._lock:
            key = (template.url, revision.commit)
            if key not in self._places:
                place = self.folder / "templates" / str(len(self._places))
                template.checkout(revision, place)
                wants = worker.demands(place)
                if wants and not self.order.trust:
                    raise WrongSourceError(distrusted(template.url, wants))
                self._places[key] = place
            return self._places[key]


@dataclass(slots=True)
class Bench:
    """What one thread renders with: the `Press` of `update`."""

    workshop: Workshop
    folder: Path
    worker: Worker
    _count: int = 0

    def target(self, url: str) -> tuple[Template, Revision]:
        return self.workshop.target(url)

    def render(self, template: Template, revision: Revision, answers: Mapping[str, Any]) -> Files:
        place = self.workshop.place(template, revision, self.worker)
        self._count += 1
        target = self.folder / str(self._count)
        self.worker.render(Task(place, target, answers, self._trusted(template)))
        found = read_folder(target)
        odd = guard.odd_paths(found)
        if odd:
            raise WorkerError(f"the template writes {odd[0]!r}, which git would take for its own")
        if len(found) > guard.MOST_FILES:
            raise WorkerError(f"the template writes over {guard.MOST_FILES} files")
        if ANSWERS_FILE not in found:
            raise WorkerError(f"the version {revision.name} of the template writes no {ANSWERS_FILE}")
        text = with_origin(found[ANSWERS_FILE].data.decode(), template.url, revision.name)
        return {**found, ANSWERS_FILE: File(text.encode())}

    def skipped(
        self, template: Template, revision: Revision, answers: Mapping[str, Any], paths: Sequence[str]
    ) -> frozenset[str]:
        return self.worker.skipped(self.workshop.place(template, revision, self.worker), answers, paths)

    def _trusted(self, template: Template) -> bool:
        return self.workshop.order.trust and template.url != SOURCE


def in_rings(tenants: Sequence[Tenant], rings: Mapping[str, Sequence[str]]) -> list[list[Tenant]]:
    """Tenants by the rings of the settings, in their order; those in none come last. No ring is empty."""
    named = {name for ring in rings.values() for name in ring}
    found = [[each for each in tenants if each.name in ring] for ring in rings.values()]
    found.append([each for each in tenants if each.name not in named])
    return [ring for ring in found if ring]


@dataclass(frozen=True, slots=True)
class Round:
    """A run over tenants with so many processes. `step` hears how far it is."""

    workshop: Workshop
    workers: int
    pen: Pen = PEN
    step: Callable[[str], None] = lambda step: None

    def run(self, rings: Sequence[Sequence[Tenant]]) -> list[Result]:
        """Update ring after ring; where one has a tenant in conflict or failed, the next ones wait."""
        results: list[Result] = []
        for number, ring in enumerate(rings):
            if any(each.status in ("conflicts", "failed") for each in results):
                waiting = [tenant for later in rings[number:] for tenant in later]
                return [
                    *results,
                    *(Result(tenant, "waiting", reason="an earlier ring is not done") for tenant in waiting),
                ]
            results += self._ring(ring)
        return results

    def _ring(self, ring: Sequence[Tenant]) -> list[Result]:
        home = self.workshop.folder
        benches = [self._bench(home / str(number)) for number in range(max(1, min(self.workers, len(ring))))]
        free = list(benches)
        lock = threading.Lock()
        done = 0

        def one(tenant: Tenant) -> Result:
            nonlocal done
            with lock:
                bench = free.pop()
            try:
                return update(tenant, bench, self.workshop.order.data, self.pen)
            finally:
                with lock:
                    free.append(bench)
                    done += 1
                    self.step(f"{done} of {len(ring)} tenants")

        try:
            with ThreadPoolExecutor(len(benches)) as pool:
                return list(pool.map(one, ring))
        finally:
            for bench in benches:
                bench.worker.close()

    def _bench(self, folder: Path) -> Bench:
        (folder / "home").mkdir(parents=True, exist_ok=True)
        return Bench(self.workshop, folder, Worker(folder / "home", self.workshop.order.trust))


def tenants_below(folder: Path, shown: str) -> Iterator[Tenant]:
    """The folders right below that were made from a template, by name."""
    for place in sorted(folder.iterdir()):
        if (place / ANSWERS_FILE).is_file() and not place.is_symlink() and not place.name.startswith("."):
            yield Tenant(place.name, place, f"{shown}/{place.name}")

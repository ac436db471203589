"""A commit and the working tree -> which jobs are reached by what changed between them, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import dirname, normpath

from dativo_gen.compared import Difference
from dativo_gen.load import Loaded
from dativo_gen.model.job import JobKey
from dativo_gen.model.settings import FILE
from dativo_gen.past_jobs import Known, files_below, known_jobs, layers_above
from dativo_gen.reach import (
    changed_modules,
    changed_schedules,
    is_overridden,
    setting_reaches,
    settings_differences,
    template_reaches,
)
from dativo_gen.removed import scopes
from dativo_gen.repository import DEFAULTS_FILES
from dativo_gen.sides import MODULE_FILES, Sides, folder_of, open_sides
from dativo_gen.terraform.lockfile import LOCK_FILE
from dativo_gen.traits import Traits


@dataclass(frozen=True, slots=True, order=True)
class Reason:
    """Why a job is affected: a file, and where that is known the key in it. `what` became of it, as in "changed"."""

    file: str
    key: str = ""
    what: str = "changed"

    def __str__(self) -> str:
        place = f"{self.file}: {self.key}" if self.key else self.file
        return place if self.what == "changed" else f"{place} ({self.what})"


@dataclass(frozen=True, slots=True)
class Touched:
    """What the way from a commit to the working tree means for the jobs of now.

    `reasons` are the jobs whose values may differ. `relaid` are those of which a file differs only in what gives them
    no value (comments, a part of the settings that is for others): what is deployed is the same, but the tree tells
    that file's hash and its lines. `gone` are the jobs of the commit that there are no more, each with its file.
    `files` are the job files that differ, also those that are gone or that nothing can be read of. `lines` are the
    keys of changed lines under `removed`.
    """

    reasons: Mapping[JobKey, tuple[Reason, ...]] = field(default_factory=dict)
    relaid: frozenset[JobKey] = frozenset()
    gone: Mapping[JobKey, str] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()

    @property
    def jobs(self) -> frozenset[JobKey]:
        """The jobs that must be written so that no byte of theirs is stale."""
        return frozenset(self.reasons) | self.relaid

    def concerns(self, key: JobKey) -> bool:
        """Whether a job, of now or remembered, is to be written or judged."""
        return key in self.reasons or key in self.relaid or key in self.gone or not self.lines.isdisjoint(scopes(key))


def affected_since(loaded: Loaded, ref: str) -> Touched:
    """Which jobs may be generated in another way than in the commit that `ref` names; untracked files count.

    Compares inputs alone: what was changed in the output folder, or comes of another version of dativo-gen, is not
    seen. Raises WrongUsage for a ref that git does not know and a folder without git, GitFailedError.
    """
    return compare(open_sides(loaded, ref))


def compare(sides: Sides) -> Touched:
    """Which jobs what differs between two sides reaches."""
    if not sides.changes:
        return Touched()
    known = _known(sides)
    now = [key for keys in sides.loaded.keys.values() for key in keys]
    gone = known.gone(now) if known is not None else {}
    reached = _Reached.by(sides, known)
    found: dict[JobKey, set[Reason]] = {}
    for job in sides.facts:
        found.setdefault(job.key, set()).update(reached.reasons(job))
    reasons = {key: tuple(sorted(why)) for key, why in sorted(found.items()) if why}
    relaid = frozenset(job.key for job in sides.facts if job.key not in reasons and _is_relaid(sides, job))
    lines = frozenset(str(each.path[1]) for each in reached.settings or () if each.path[:1] == ("removed",))
    return Touched(reasons, relaid, gone, _job_files(sides, gone.values()), lines)


def _is_relaid(sides: Sides, job: Traits) -> bool:
    """Whether a manifest of the job's may hold another hash; most have one of the settings."""
    return FILE in sides.changes or not job.inputs.isdisjoint(sides.changes)


def _known(sides: Sides) -> Known | None:
    """Who the jobs were of the files that may have been others; None if that cannot be told."""
    if sides.settings is None:
        return None
    past, loaded = sides.past, sides.loaded
    layers = [path for path in sides.changes if path.endswith(DEFAULTS_FILES)]
    folders = [dirname(path) for path in layers if _may_rename(sides.differences(path))]
    touched = {path for path in sides.changes if path in past.files or path in loaded.keys}
    touched |= {*files_below(past.files | loaded.keys.keys(), folders)} if folders else set()
    return known_jobs(past, frozenset(touched), loaded.keys, loaded.settings)


def _may_rename(found: tuple[Difference, ...] | None) -> bool:
    """Whether a layer's difference may make the jobs below it other ones."""
    return found is None or any(each.path[:1] in (("tenant_id",), ("environment",)) for each in found)


def _job_files(sides: Sides, gone: Iterable[str]) -> frozenset[str]:
    """The job files that differ; where layers or settings do, those too of which nothing can be read."""
    loaded = sides.loaded
    found = {path for path in sides.changes if path in loaded.files or path in sides.past.files}
    shared = any(path == FILE or path.endswith(DEFAULTS_FILES) for path in sides.changes)
    return frozenset({*found, *gone, *(set(loaded.files) - loaded.keys.keys() if shared else ())})


@dataclass(frozen=True, slots=True)
class _Reached:
    """What differs in the files that jobs share, sorted so that each job can be asked quickly.

    None stands for what cannot be told, so that it may be anything.
    """

    sides: Sides
    known: Known | None
    settings: tuple[Difference, ...] | None
    schedules: frozenset[str] | None
    locked: frozenset[str] | None
    modules: Mapping[str, tuple[str, ...]]
    templates: tuple[str, ...]
    _layers: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def by(cls, sides: Sides, known: Known | None) -> _Reached:
        modules: dict[str, list[str]] = {}
        for path in sorted(each for each in sides.changes if each.endswith(MODULE_FILES)):
            modules.setdefault(folder_of(path), []).append(path)
        folder = sides.loaded.settings.model.templates
        start = f"{normpath(folder)}/" if folder else None
        return cls(
            sides,
            known,
            _settings(sides),
            _schedules(sides),
            _locked(sides),
            {each: tuple(paths) for each, paths in modules.items()},
            tuple(path for path in sides.changes if path.startswith(start)) if start else (),
        )

    def reasons(self, job: Traits) -> Iterator[Reason]:
        """Why the job may be generated in another way; the same may be said twice."""
        yield from self._of_identity(job)
        for path in (job.file, *job.looks_at):
            yield from self._of_file(path)
        for path in self._layers_of(job.file):
            if path in self.sides.changes:
                yield from self._of_layer(path, job)
        yield from self._of_settings(job)
        yield from self._of_modules(job)
        if self.schedules is None or job.file in self.schedules:
            yield Reason(self.sides.loaded.settings.model.runner, "schedules")
        for path in self.templates:
            if template_reaches(path, self.sides.loaded.settings.model.templates or "", job):
                yield self._whole(path)

    def _layers_of(self, file: str) -> list[str]:
        folder = dirname(file)
        if folder not in self._layers:
            self._layers[folder] = layers_above(file, self.sides.loaded.folder)
        return self._layers[folder]

    def _whole(self, path: str) -> Reason:
        return Reason(path, what=self.sides.changes[path].what)

    def _of_identity(self, job: Traits) -> Iterator[Reason]:
        if self.known is None:
            return
        file = self.known.keys.get(job.key)
        if file is not None and file != job.file:
            yield Reason(job.file, what=f"was {file}")
        elif file is None and job.file in self.known.files:
            yield Reason(job.file, what="new job")

    def _of_file(self, path: str) -> Iterator[Reason]:
        found = self.sides.differences(path) if path in self.sides.changes else ()
        if found is None:
            yield self._whole(path)
        else:
            yield from (Reason(path, each.key, each.what) for each in found)

    def _of_layer(self, path: str, job: Traits) -> Iterator[Reason]:
        found = self.sides.differences(path)
        if found is None:
            yield self._whole(path)
            return
        for each in found:
            if not is_overridden(each, each.path, job, "defaults", path):
                yield Reason(path, each.key, each.what)

    def _of_settings(self, job: Traits) -> Iterator[Reason]:
        if self.settings is None:
            yield Reason(FILE)
        for each in self.settings or ():
            if setting_reaches(each, job):
                yield Reason(FILE, each.key, each.what)

    def _of_modules(self, job: Traits) -> Iterator[Reason]:
        for folder in job.modules:
            yield from map(self._whole, self.modules.get(folder, ()))
        if job.locked is None or LOCK_FILE not in self.sides.changes:
            return
        if self.locked is None or not job.locked:
            yield self._whole(LOCK_FILE)
        elif job.locked in self.locked:
            yield Reason(LOCK_FILE, f"modules.{job.locked}")


def _settings(sides: Sides) -> tuple[Difference, ...] | None:
    if FILE not in sides.changes:
        return ()
    if sides.settings is None:
        return None
    return tuple(settings_differences(sides.settings.root, sides.loaded.settings.root))


def _schedules(sides: Sides) -> frozenset[str] | None:
    runner = sides.loaded.settings.model.runner
    if runner not in sides.changes:
        return frozenset()
    nodes = sides.nodes(runner)
    return changed_schedules(*nodes, sides.loaded.settings.model.path_map) if nodes is not None else None


def _locked(sides: Sides) -> frozenset[str] | None:
    change = sides.changes.get(LOCK_FILE)
    return changed_modules(change.old, change.new) if change is not None else frozenset()

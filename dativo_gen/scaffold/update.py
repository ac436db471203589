"""One tenant and a version of its template -> the tenant with what is new in that version, or why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from dativo_gen.difftext import unified
from dativo_gen.errors import Rejected
from dativo_gen.lock import DiskError
from dativo_gen.scaffold import guard
from dativo_gen.scaffold.answers import ANSWERS_FILE, WrongAnswerError, read_answers
from dativo_gen.scaffold.git import GitError
from dativo_gen.scaffold.merge import Merged, MergeFailedError, Stages, merge
from dativo_gen.scaffold.source import Revision, Template, WrongSourceError
from dativo_gen.scaffold.trees import File, Files, OddFileError, plain_files
from dativo_gen.scaffold.worker import WorkerError
from dativo_gen.scaffold.writeback import PEN, STAGE, Change, Pen
from dativo_gen.source import MAX_BYTES, read_yaml

Status = Literal["updated", "up to date", "conflicts", "failed", "waiting"]

FAILURES = (DiskError, GitError, MergeFailedError, OddFileError, WorkerError, WrongAnswerError, WrongSourceError)
"""What stops one tenant, and not the others."""


class StuckError(WorkerError):
    """The tenant cannot be updated as it stands; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Tenant:
    """A tenant's folder; `shown` is its path from the repository's root."""

    name: str
    folder: Path
    shown: str


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one tenant. Paths are from its folder; `diff` is there under `--dry-run`."""

    tenant: Tenant
    status: Status
    old: str = ""
    new: str = ""
    changes: tuple[Change, ...] = ()
    conflicts: Mapping[str, Stages] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    reason: str = ""
    diff: str = ""


class Press(Protocol):
    """What renders templates and knows where they come from."""

    def target(self, url: str) -> tuple[Template, Revision]:
        """The template that an answers file names, and the version that is wanted of it."""

    def render(self, template: Template, revision: Revision, answers: Mapping[str, Any]) -> Files:
        """What a version of a template makes of answers."""

    def skipped(
        self, template: Template, revision: Revision, answers: Mapping[str, Any], paths: Sequence[str]
    ) -> frozenset[str]:
        """Those of `paths` that the version only writes where there are none yet."""


def update(
    tenant: Tenant,
    press: Press,
    data: Mapping[str, Any],
    pen: Pen = PEN,
) -> Result:
    """Bring a tenant to the version that `press` wants. `data` are answers to change.

    Whatever stops it is in the result.
    """
    try:
        pen.begin(tenant.folder)
        answers = _answers(tenant)
        template, wanted = press.target(str(answers.get("_src_path", "")))
        stated = str(answers.get("_commit", ""))
        if not stated:
            raise StuckError(f"{ANSWERS_FILE} names no version (`_commit`)")
        if not data and template.is_current(stated, wanted):
            return Result(tenant, "up to date", wanted.name, wanted.name)
        old = template.revision(stated)
        news = _news(tenant, press, (template, old, wanted), answers, data)
        result = _result(tenant, old, wanted, news)
        if result.changes:
            pen.write(tenant.folder, result.changes)
        return result
    except FAILURES as error:
        return Result(tenant, "failed", reason=str(error))


def _answers(tenant: Tenant) -> dict[str, Any]:
    place = tenant.folder / ANSWERS_FILE
    if tenant.folder.is_symlink() or place.is_symlink():
        raise StuckError(f"{tenant.shown} is a link, and nothing is written through links")
    try:
        return read_answers(place.read_bytes())
    except FileNotFoundError:
        hint = f"`dativo-gen scaffold adopt {tenant.name}` writes one"
        raise StuckError(f"there is no {tenant.shown}/{ANSWERS_FILE}; {hint}") from None
    except OSError as error:
        raise StuckError(f"{tenant.shown}/{ANSWERS_FILE} cannot be read: {error.strerror}") from error


@dataclass(frozen=True, slots=True)
class _News:
    """The user's files, and the same after the merge."""

    yours: Files
    merged: Merged


def _news(
    tenant: Tenant,
    press: Press,
    versions: tuple[Template, Revision, Revision],
    answers: Mapping[str, Any],
    data: Mapping[str, Any],
) -> _News:
    template, old, wanted = versions
    yours = {path: file for path, file in plain_files(tenant.folder, MAX_BYTES).items() if not _is_ours(path)}
    unsolved = guard.unsolved(yours)
    if unsolved:
        raise StuckError(f"{unsolved[0]} still has conflict markers; solve them first")
    stored = {name: value for name, value in answers.items() if not name.startswith("_")}
    base = press.render(template, old, stored)
    theirs = press.render(template, wanted, {**stored, **data})
    recorded = read_answers(theirs[ANSWERS_FILE].data)
    changed = guard.changed_answers(stored, recorded, data)
    if changed:
        raise StuckError("; ".join(changed))
    once = press.skipped(template, wanted, recorded, sorted(base.keys() | theirs.keys()))
    base, theirs = _spared(base, yours, once), _spared(theirs, yours, once)
    for path in once - yours.keys():
        base.pop(path, None)
    blocked = guard.in_the_way(tenant.folder, base.keys() | theirs.keys())
    if blocked:
        raise StuckError(blocked[0])
    # what the user wrote into the answers file was taken as answers already
    known = {**yours, ANSWERS_FILE: base[ANSWERS_FILE]}
    return _News(yours, merge(base, known, theirs, wanted.name))


def _spared(side: Files, yours: Files, once: frozenset[str]) -> dict[str, File]:
    """A template's files, as if those that are written only once were what the user has."""
    return {**side, **{path: yours[path] for path in once if path in yours}}


def _is_ours(path: str) -> bool:
    return path.startswith(f"{STAGE}/")


def _result(tenant: Tenant, old: Revision, wanted: Revision, news: _News) -> Result:
    changes = tuple(_changes(news.yours, news.merged.files))
    conflicts = news.merged.conflicts
    notes = (*news.merged.notes, *_unreadable(changes, conflicts))
    diff = "".join(_diff(tenant, change) for change in changes)
    status: Status = "conflicts" if conflicts else "updated"
    return Result(tenant, status, old.name, wanted.name, changes, conflicts, notes, diff=diff)


def _changes(before: Files, after: Files) -> list[Change]:
    """Removals first, and the answers file last: as long as it names the old version, the update is not done."""
    paths = [path for path in before.keys() | after.keys() if before.get(path) != after.get(path)]
    paths.sort(key=lambda path: (path == ANSWERS_FILE, path in after, path))
    return [Change(path, before.get(path), after.get(path)) for path in paths]


def _unreadable(changes: Sequence[Change], conflicts: Mapping[str, Stages]) -> list[str]:
    """Files that are no YAML any more. Git merges lines and knows nothing of it."""
    found = []
    for change in changes:
        if change.after is None or change.path in conflicts or not change.path.endswith((".yaml", ".yml")):
            continue
        try:
            read_yaml(change.path, change.after.data, "")
        except Rejected as rejected:
            found.append(f"look at {change.path}: {rejected.problems[0].message}")
    return found


def _diff(tenant: Tenant, change: Change) -> str:
    texts = [file.data.decode(errors="replace") if file is not None else None for file in (change.before, change.after)]
    return unified(texts[0], texts[1], f"{tenant.shown}/{change.path}")

"""A new tenant: its folder from the template, and what it adds to the files that all tenants share."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from dativo_gen.assets import root
from dativo_gen.repository import WrongUsage
from dativo_gen.scaffold.answers import (
    ANSWERS_FILE,
    Questions,
    WrongAnswerError,
    given,
    judge,
    read_answers,
    read_questions,
    with_origin,
)
from dativo_gen.scaffold.copier_run import Rendering, render
from dativo_gen.scaffold.guard import odd_paths
from dativo_gen.scaffold.home import Home
from dativo_gen.scaffold.job import Changes, Scaffolded, schedule_change, supplies
from dativo_gen.scaffold.place import Addition, read_own, refuse, texts_below
from dativo_gen.scaffold.questions import checker, name_fault
from dativo_gen.scaffold.shared import with_owner, with_settings
from dativo_gen.scaffold.shield import shielded
from dativo_gen.scaffold.versions import SOURCE, shipped

TEMPLATE = "templates/tenant"
STARTERS = ("stripe", "hubspot", "salesforce", "shopify", "workday", "postgres")
SETTINGS, RUNNER, OWNERS = (PurePosixPath(name) for name in ("dativo-gen.yaml", "runner.yaml", "CODEOWNERS"))
"""Parts of files that are there already; what else a template has in `shared/` is a file of its own."""

Run = Callable[[Rendering], None]


@dataclass(frozen=True, slots=True)
class Origin:
    """A template: the folder that copier takes, and what the answers file remembers of it."""

    place: str
    source: str
    version: str | None = None
    trusted: bool = False


def shipped_origin() -> Origin:
    """The template of this version of dativo-gen, which is the newest of those that it carries."""
    newest = shipped().newest()
    return Origin(str(root() / TEMPLATE), SOURCE, newest.name if newest else None)


@dataclass(frozen=True, slots=True)
class NewTenant:
    """What is asked for: a name, `--data`, and the name and bytes of a file of answers."""

    name: str
    data: tuple[str, ...] = ()
    file: tuple[str, bytes] | None = None
    origin: Origin = field(default_factory=shipped_origin)


def scaffold_tenant(home: Home, wish: NewTenant, run: Run) -> Scaffolded:
    """A tenant's folder and all around it. `run` is `copier_run.render`, or `ask` where somebody can answer.

    Raises WrongUsage and WrongAnswerError before anything is asked, and TemplateFailedError.
    """
    fault = name_fault(wish.name, "NAME")
    if fault:
        raise WrongUsage(fault)
    folder = home.jobs / wish.name
    refuse(Addition(home.root, {}, folder))
    rendering = rendering_for(home, wish)
    files = {folder / path: text for path, text in drawn(rendering, wish.origin, run).items()}
    parts = _shared_parts(wish.origin, rendering, read_answers(files[folder / ANSWERS_FILE].encode()))
    changed, notes = _changes(home, parts)
    own = {path: text for path, text in parts.items() if path not in (SETTINGS, RUNNER, OWNERS)}
    new = {path: text for path, text in own.items() if not (home.root / path).exists()}
    jobs = {path: text for path, text in files.items() if path.suffix in (".yaml", ".yml")}
    new |= {path: text for path, text in supplies(home, jobs).items() if path not in new}
    return Scaffolded(Addition(home.root, {**files, **new}, folder, changed), notes)


def rendering_for(home: Home, wish: NewTenant) -> Rendering:
    """What copier is told, but for the folder to write to. Raises WrongAnswerError for answers that cannot be."""
    check = checker(home.environments, home.used_environments(), STARTERS)
    answers = given(wish.data, wish.file, _questions(wish.origin))
    if answers.setdefault("tenant", wish.name) != wish.name:
        raise WrongAnswerError(f"tenant: is {answers['tenant']}, but NAME is {wish.name}; leave it out")
    if wish.origin.source == SOURCE:  # questions of the same name may ask something else in another template
        judge(answers, check, str(answers.get("provider", "aws")))
    return Rendering(
        wish.origin.place,
        Path(),
        answers,
        wish.origin.version,
        check=check,
        trusted=wish.origin.trusted,
        extra=home.proposals(),
    )


def _questions(origin: Origin) -> Questions:
    for name in ("copier.yml", "copier.yaml"):
        place = Path(origin.place) / name
        if place.is_file():
            return read_questions(place.read_bytes())
    raise WrongUsage(f"{origin.source}: is no template; it has no copier.yml")


def drawn(rendering: Rendering, origin: Origin, run: Run) -> dict[PurePosixPath, str]:
    """The files of a template's rendering, by path from the tenant's folder. Raises TemplateFailedError."""
    with tempfile.TemporaryDirectory(prefix="dativo-gen-") as folder:
        target = Path(folder) / "tenant"
        with nullcontext() if origin.trusted else shielded():
            run(replace(rendering, target=target))
        files = texts_below(target)
    if odd := odd_paths(map(str, files)):
        raise WrongUsage(f"{origin.source}: the template writes {odd[0]!r}, which git would take for its own")
    answers = files.get(PurePosixPath(ANSWERS_FILE))
    if answers is None:
        raise WrongUsage(f"{origin.source}: the template writes no {ANSWERS_FILE}, so nothing it makes can be updated")
    files[PurePosixPath(ANSWERS_FILE)] = with_origin(answers, origin.source, origin.version)
    return files


def _shared_parts(origin: Origin, rendering: Rendering, answers: Mapping[str, Any]) -> dict[PurePosixPath, str]:
    """What the shipped template has for files outside of the tenant's folder. No other template may reach there."""
    if origin.source != SOURCE:
        return {}
    stored = {name: value for name, value in answers.items() if not name.startswith("_")}
    with tempfile.TemporaryDirectory(prefix="dativo-gen-") as folder:
        target = Path(folder) / "shared"
        extra = {**rendering.extra, "dativo_part": "shared"}
        with shielded():
            render(replace(rendering, target=target, answers=stored, extra=extra))
        return texts_below(target)


def _changes(home: Home, parts: Mapping[PurePosixPath, str]) -> tuple[Changes, tuple[str, ...]]:
    """Shared files before and after, and notes on those that the user must change."""
    changed: Changes = {}
    notes: list[str] = []
    if items := parts.get(RUNNER, "").strip("\n"):
        more, said = schedule_change(home, f"{items}\n")
        changed |= more
        notes += said
    if line := parts.get(OWNERS, "").strip():
        path = home.codeowners()
        before = read_own(home.root / path)
        changed[path] = (before, with_owner(before, line))
    if keys := parts.get(SETTINGS, "").strip("\n"):
        before = read_own(home.root / SETTINGS)
        after = with_settings(before, f"{keys}\n")
        if after is None:
            notes.append(f"add to {SETTINGS}, which has a form that is not changed here:\n{keys}")
        elif after != before:
            changed[SETTINGS] = (before, after)
    return {path: pair for path, pair in changed.items() if pair[0] != pair[1]}, tuple(notes)

"""`dativo-gen modules fetch`: record in `dativo-gen.lock` what modules from elsewhere declare."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dativo_gen.cli import completion, edge, problems
from dativo_gen.cli.problems import Format
from dativo_gen.errors import Problem
from dativo_gen.findings import Judged

if TYPE_CHECKING:
    from dativo_gen.terraform.lock_update import Update

Terraform = Annotated[str, typer.Option("--terraform", metavar="PATH", help="Another Terraform, or OpenTofu.")]


@dataclass(frozen=True, slots=True)
class _Done:
    """`broken` is how many job files with errors may call more modules than are known."""

    root: Path
    update: Update
    failed: tuple[Problem, ...]
    broken: int


def fetch(
    jobs: Annotated[
        list[Path] | None,
        typer.Argument(
            help="A folder of job configs; those around the current folder if none is named.",
            metavar="JOBS",
            autocompletion=completion.job_files,
        ),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 3 if the lock would change.")] = False,
    update: Annotated[bool, typer.Option("--update", help="Load again what is recorded already.")] = False,
    terraform: Terraform = "terraform",
    format: edge.FormatOption = Format.text,
    quiet: edge.Quiet = False,
) -> None:
    """Record what modules declare that lie in git, in a registry or in an archive, for all jobs of the repository.

    Terraform loads what is not recorded yet; what no job calls any more is dropped.
    """
    from dativo_gen.cli.app import DIFFERS, OUTSIDE

    with edge.exit_codes(format, ()):
        named = tuple(jobs or ()) or (_around(),)
    with edge.exit_codes(format, named), edge.progress(quiet) as step, _without_terraform():
        step("loading modules")
        done = _foreseen(named) if check and not update else _loaded(named, update, terraform)
        if not check:
            _save(done)
    _show(done, format, named, quiet)
    if done.failed:
        raise typer.Exit(OUTSIDE)
    if check and done.update.differs:
        raise typer.Exit(DIFFERS)


def _around() -> Path:
    """What to name for the repository around the current folder. Raises WrongUsage."""
    from dativo_gen.paths import SETTINGS_FILE
    from dativo_gen.repository import JOBS_FOLDERS, WrongUsage, find_root

    root = find_root(Path.cwd())
    if root is None:
        raise WrongUsage("there is no dativo-gen.yaml and no folder of jobs here or above")
    folders = (root / name for name in JOBS_FOLDERS)
    return root if (root / SETTINGS_FILE).is_file() else next(each for each in folders if each.is_dir())


@contextmanager
def _without_terraform() -> Iterator[None]:
    from dativo_gen.cli.app import OUTSIDE
    from dativo_gen.terraform.fetch import NoTerraformError

    try:
        yield
    except NoTerraformError as error:
        typer.echo(f"dativo-gen: {error}", err=True)
        raise typer.Exit(OUTSIDE) from error


def _foreseen(named: tuple[Path, ...]) -> _Done:
    """What would change, without loading anything: what is missing would come. Raises Rejected."""
    from dativo_gen.fetching import find_needs
    from dativo_gen.load import load_lock
    from dativo_gen.repository import open_repository
    from dativo_gen.terraform.lock_update import update
    from dativo_gen.terraform.lockfile import Entry
    from dativo_gen.terraform.module import Interface

    repository = open_repository(named)
    old, needs = load_lock(repository), find_needs(repository)
    missing = {name: Entry(Interface()) for name in needs.missing(old)}
    return _Done(repository.root, update(old, missing, needs.used(old)), (), needs.broken)


def _loaded(named: tuple[Path, ...], again: bool, terraform: str) -> _Done:
    """Load what is missing, or all `again`. Raises Rejected, NoTerraformError."""
    from dativo_gen.fetching import find_needs, load_modules, salvaged_lock
    from dativo_gen.load import load_lock
    from dativo_gen.repository import open_repository
    from dativo_gen.terraform.lock_update import update

    repository = open_repository(named)
    old, needs = salvaged_lock(repository) if again else load_lock(repository), find_needs(repository)
    found, failed = load_modules(needs, tuple(needs.modules) if again else needs.missing(old), terraform)
    return _Done(repository.root, update(old, found, needs.used(old)), failed, needs.broken)


def _save(done: _Done) -> None:
    """Write the lock if its text changes; one that would hold nothing is not begun. Raises DiskError."""
    from dativo_gen.lock import DiskError
    from dativo_gen.terraform.lockfile import LOCK_FILE, dump

    place, text = done.root / LOCK_FILE, dump(done.update.lock)
    try:
        before = place.read_text(encoding="utf-8", errors="replace") if place.exists() else None
        if before == text or (before is None and not done.update.lock.entries):
            return
        following = place.with_name(f"{LOCK_FILE}.next")
        following.write_text(text, encoding="utf-8", newline="\n")
        following.replace(place)
    except OSError as error:
        raise DiskError(f"{place}: cannot be written: {error.strerror or error}") from error


def _show(done: _Done, format: Format, named: tuple[Path, ...], quiet: bool) -> None:
    if format is Format.json:
        problems.print_json(_data(done))
        return
    edge.show_judged(Judged(done.failed), format, named)
    if format is Format.text:
        if done.broken:
            files = problems.counted(done.broken, "job file")
            typer.echo(f"note: {files} could not be read, so nothing was dropped; see `dativo-gen validate`", err=True)
        if not quiet:
            _show_update(done)


def _show_update(done: _Done) -> None:
    from dativo_gen.terraform.lockfile import LOCK_FILE

    update = done.update
    for name in update.added:
        typer.echo(f"+ {name}")
    for name, words in update.changed.items():
        typer.echo(f"~ {name}: {words}")
    for name in update.removed:
        typer.echo(f"- {name}")
    counts = f"{len(update.added)} added, {len(update.changed)} changed, {len(update.removed)} removed"
    typer.echo(f"{problems.counted(len(update.lock.entries), 'module')}: {counts} in {LOCK_FILE}")


def _data(done: _Done) -> dict[str, object]:
    return {
        "problems": problems.as_json(problems.rated(Judged(done.failed))),
        "modules": sorted(done.update.lock.entries),
        "added": list(done.update.added),
        "changed": dict(done.update.changed),
        "removed": list(done.update.removed),
        "unread_job_files": done.broken,
    }

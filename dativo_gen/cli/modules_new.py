"""`dativo-gen modules new`: begin a module of your own that takes every variable of the contract."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dativo_gen.cli import edge
from dativo_gen.cli.problems import Format

if TYPE_CHECKING:
    from dativo_gen.terraform.existing_module import Existing


def new(
    folder: Annotated[Path, typer.Argument(help="Where the module is to be; not there yet, or empty.", metavar="DIR")],
    source: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="PATH|STATE",
            help="A folder of Terraform files, or a state as JSON (`-`: standard input).",
        ),
    ] = None,
    job: Annotated[
        str, typer.Option("--job", metavar="NAME", help="The job, for the addresses in MIGRATE.md.")
    ] = "JOB",
    quiet: edge.Quiet = False,
) -> None:
    """Begin a module with all variables and outputs of the contract, from what exists already or from nothing.

    A state may come by `terraform state pull | dativo-gen modules new DIR --from -`; only names and ids are read of it.
    """
    from dativo_gen.repository import WrongUsage
    from dativo_gen.terraform.hcl import identifier
    from dativo_gen.terraform.new_module import new_module

    with edge.exit_codes(Format.text, ()):
        if not identifier(job):
            raise WrongUsage(f"--job {job}: is no name of a job")
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise WrongUsage(f"{folder}: is there already; name a folder that is not, or an empty one")
        existing = _existing(source)
        made = new_module(existing, job)
        _save(folder, made)
    _show(folder, made, existing, quiet)


def _existing(source: str | None) -> Existing:
    """Raises WrongUsage for what is neither a module nor a state."""
    from dativo_gen.cli.modules_contract import module_texts
    from dativo_gen.errors import Rejected
    from dativo_gen.repository import WrongUsage
    from dativo_gen.terraform.existing_module import Existing, NoStateError, from_module, from_state

    if source is None:
        return Existing()
    try:
        if source != "-" and Path(source).is_dir():
            return from_module(module_texts(Path(source)))
        text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
        return from_state(text)
    except Rejected as rejected:
        first = rejected.problems[0]
        raise WrongUsage(f"--from {source}: {first.span}: {first.message}") from rejected
    except NoStateError as error:
        raise WrongUsage(f"--from {source}: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(f"--from {source}: cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _save(folder: Path, made: dict[str, str]) -> None:
    """Raises DiskError."""
    from dativo_gen.lock import DiskError

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in made.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise DiskError(f"{folder}: cannot be written: {error.strerror or error}") from error


def _show(folder: Path, made: dict[str, str], existing: Existing, quiet: bool) -> None:
    from dativo_gen.terraform.new_module import left_out

    for words in left_out(existing):
        typer.echo(f"note: {words}", err=True)
    if quiet:
        return
    for name in sorted(made):
        typer.echo(f"+ {(folder / name).as_posix()}")
    if existing.resources:
        typer.echo(f"next: read {(folder / 'MIGRATE.md').as_posix()}")
    else:
        typer.echo(f"next: write main.tf, then check it: dativo-gen modules contract {folder.as_posix()}")

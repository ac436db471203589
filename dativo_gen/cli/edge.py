"""What all commands share: their options, problems as text or JSON, progress, and errors as exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from dativo_gen.cli import completion, problems
from dativo_gen.cli.problems import Format
from dativo_gen.errors import Rejected
from dativo_gen.findings import Judged

Jobs = Annotated[
    list[Path],
    typer.Argument(
        help="A folder of job configs, or some of its files.",
        metavar="JOBS...",
        autocompletion=completion.job_files,
    ),
]
Tenants = Annotated[
    list[str] | None,
    typer.Option("--tenant", metavar="T", help="Only this tenant; repeatable.", autocompletion=completion.tenants),
]
Environments = Annotated[
    list[str] | None,
    typer.Option("--env", metavar="E", help="Only this one; repeatable.", autocompletion=completion.environments),
]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Another output folder inside the root.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but problems.")]


FormatOption = Annotated[Format, typer.Option("--format", help="How to show problems and results.")]


@contextmanager
def exit_codes(format: Format, named: Sequence[Path]) -> Iterator[None]:
    """Everything that is not a bug ends with its own exit code and a message."""
    from dativo_gen.changes import GitFailedError
    from dativo_gen.cli.app import OUTSIDE, PROBLEMS, USAGE
    from dativo_gen.lock import DiskError
    from dativo_gen.repository import WrongUsage

    try:
        yield
    except Rejected as rejected:
        show_judged(Judged(rejected.problems), format, named)
        raise typer.Exit(PROBLEMS) from rejected
    except WrongUsage as error:
        typer.echo(f"dativo-gen: {error}", err=True)
        raise typer.Exit(USAGE) from error
    except (DiskError, GitFailedError) as error:
        typer.echo(f"dativo-gen: {error}", err=True)
        raise typer.Exit(OUTSIDE) from error


def show_judged(judged: Judged, format: Format, named: Sequence[Path]) -> None:
    """Everything that was found, and in text a line on what was not asked for."""
    found = problems.rated(judged)
    if format is Format.json:
        problems.print_json({"problems": problems.as_json(found), "others": judged.others})
    elif format is Format.sarif:
        problems.print_json(problems.as_sarif(found))
    elif format is Format.github:
        for line in problems.as_github(found):
            typer.echo(line)
    else:
        problems.show_text(found, _line_reader(named))
        if judged.others:
            typer.echo(f"{problems.counted(judged.others, 'problem')} in jobs that were not selected", err=True)


def _line_reader(named: Sequence[Path]) -> problems.ReadLine:
    """Lines of the repository's files, each file read once."""
    from dativo_gen.repository import open_repository

    root = open_repository(named).root
    files: dict[str, list[str]] = {}

    def read_line(file: str, line: int) -> str | None:
        if file not in files:
            place = root / file
            text = place.read_bytes().decode("utf-8", errors="replace") if place.is_file() else ""
            files[file] = text.splitlines()
        return files[file][line - 1] if 0 < line <= len(files[file]) else None

    return read_line


def today() -> date:
    """The day where the command runs, which ends exceptions from the policy; no byte of the tree hangs on it."""
    return datetime.now().astimezone().date()


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str], None]]:
    """What is being done, on a terminal only, for whatever takes long enough to be seen."""
    if quiet or not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True, no_color="NO_COLOR" in os.environ).status("starting") as status:
        yield lambda step: status.update(f"{step} ...")


def output_folder(root: Path, out: Path | None) -> str | None:
    """`--out` from the root: as seen from here if that lies inside the root, else as seen from the root."""
    from dativo_gen.repository import WrongUsage

    if out is None:
        return None
    for base in (Path.cwd(), root):
        place = Path(os.path.abspath(base / out))
        if place.is_relative_to(root) and place != root:
            return place.relative_to(root).as_posix()
    raise WrongUsage(f"--out {out}: the output must be a folder inside {root.name}/")

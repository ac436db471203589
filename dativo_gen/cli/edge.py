"""What all commands share: their options, problems as text or JSON, progress, and errors as exit codes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from dativo_gen.errors import Problem, Rejected
from dativo_gen.findings import Judged

Jobs = Annotated[list[Path], typer.Argument(help="A folder of job configs, or some of its files.", metavar="JOBS...")]
Tenants = Annotated[list[str] | None, typer.Option("--tenant", metavar="T", help="Only this tenant; repeatable.")]
Environments = Annotated[list[str] | None, typer.Option("--env", metavar="E", help="Only this one; repeatable.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Another output folder inside the root.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but problems.")]


class Format(StrEnum):
    """How results are shown."""

    text = "text"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", help="How to show problems and results.")]


@contextmanager
def exit_codes() -> Iterator[None]:
    """Everything that is not a bug ends with its own exit code and a message."""
    from dativo_gen.cli.app import OUTSIDE, PROBLEMS, USAGE
    from dativo_gen.lock import DiskError
    from dativo_gen.repository import WrongUsage

    try:
        yield
    except Rejected as rejected:
        show_problems(rejected.problems, ())
        raise typer.Exit(PROBLEMS) from rejected
    except WrongUsage as error:
        typer.echo(f"dativo-gen: {error}", err=True)
        raise typer.Exit(USAGE) from error
    except DiskError as error:
        typer.echo(f"dativo-gen: {error}", err=True)
        raise typer.Exit(OUTSIDE) from error


def show_problems(errors: Iterable[Problem], warnings: Iterable[Problem]) -> None:
    """One problem a line on standard error, sorted by place, hints below."""
    marked = [(problem, "") for problem in errors] + [(problem, "warning: ") for problem in warnings]
    for problem, mark in sorted(marked):
        typer.echo(_one_line(f"{problem.span}: {problem.code}: {mark}{problem.message}"), err=True)
        if problem.hint:
            typer.echo(_one_line(f"hint: {problem.hint}"), err=True)


def _one_line(text: str) -> str:
    """A value in a message may hold line ends and characters that a terminal would obey."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def show_judged(judged: Judged) -> None:
    """Everything that was found, and a line on what was not asked for."""
    show_problems(judged.errors, judged.warnings)
    if judged.others:
        count = "1 problem" if judged.others == 1 else f"{judged.others} problems"
        typer.echo(f"{count} in jobs that were not selected", err=True)


def plain_problems(judged: Judged) -> list[dict[str, Any]]:
    """Problems as JSON data."""
    marked = [(problem, "error") for problem in judged.errors] + [(problem, "warning") for problem in judged.warnings]
    return [
        {
            "file": problem.span.file,
            "line": problem.span.line,
            "column": problem.span.column,
            "code": problem.code,
            "severity": severity,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem, severity in sorted(marked)
    ]


def print_json(data: Any) -> None:
    """Data alone on standard output."""
    sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")


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

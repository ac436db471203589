"""`dativo-gen modules contract`: whether a module can serve every job, and what it lacks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dativo_gen.cli import edge, problems
from dativo_gen.cli.problems import Format
from dativo_gen.errors import Rejected, Span


def contract(
    path: Annotated[Path, typer.Argument(help="The folder of a Terraform module.", metavar="PATH")],
    format: edge.FormatOption = Format.text,
    quiet: edge.Quiet = False,
) -> None:
    """Check a module against the contract: exit 0 if every job can call it, 1 if not.

    Errors are what keeps jobs from it; warnings are values that would not reach it and outputs that it lacks.
    """
    from dativo_gen.cli.app import PROBLEMS

    with edge.exit_codes(format, (path,)):
        found = _judge(path)
    errors = [each for each, severity in found if severity == "error"]
    _show(found, format)
    if format is Format.text and not quiet:
        warnings = problems.counted(len(found) - len(errors), "warning")
        typer.echo(f"{path}: {problems.counted(len(errors), 'error')}, {warnings}")
    if errors:
        raise typer.Exit(PROBLEMS)


def _judge(path: Path) -> list[problems.Rated]:
    """Raises WrongUsage for what is no module."""
    from dativo_gen.codes import CODES
    from dativo_gen.terraform.module import read_interface
    from dativo_gen.terraform.satisfies import judge_contract

    try:
        texts = module_texts(path)
        interface = read_interface(texts)
    except Rejected as rejected:
        return [(problem, "error") for problem in rejected.problems]
    first = next((name for name in texts if name.endswith("variables.tf")), min(texts))
    return [(each, CODES[each.code].severity) for each in judge_contract(interface, Span(first))]


def module_texts(path: Path) -> dict[str, str]:
    """The files of a module by the names that messages show: as seen from here. Raises WrongUsage."""
    from dativo_gen.repository import WrongUsage

    if not path.is_dir():
        raise WrongUsage(f"{path}: there is no such folder")
    files = sorted(each for each in path.iterdir() if each.name.endswith((".tf", ".tf.json")) and each.is_file())
    if not files:
        raise WrongUsage(f"{path}: holds no module (no `.tf` file)")
    try:
        return {each.as_posix(): each.read_text(encoding="utf-8", errors="replace") for each in files}
    except OSError as error:
        raise WrongUsage(f"{path}: cannot be read: {error.strerror or error}") from error


def _show(found: list[problems.Rated], format: Format) -> None:
    """Places are as seen from here, unlike those of a repository."""
    if format is Format.json:
        problems.print_json({"problems": problems.as_json(found)})
    elif format is Format.sarif:
        problems.print_json(problems.as_sarif(found))
    elif format is Format.github:
        for line in problems.as_github(found):
            typer.echo(line)
    else:
        problems.show_text(found, _read_line)


def _read_line(file: str, line: int) -> str | None:
    place = Path(file)
    lines = place.read_text(encoding="utf-8", errors="replace").splitlines() if place.is_file() else []
    return lines[line - 1] if 0 < line <= len(lines) else None

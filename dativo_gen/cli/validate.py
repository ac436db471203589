"""`dativo-gen validate`: every problem of the jobs; nothing is rendered or written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dativo_gen.cli import edge, problems
from dativo_gen.cli.problems import Format
from dativo_gen.errors import Rejected

if TYPE_CHECKING:
    from dativo_gen.pipeline import Request, Whole


def validate(
    jobs: edge.Jobs,
    tenant: edge.Tenants = None,
    env: edge.Environments = None,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever a file changes; Ctrl-C ends.")] = False,
    format: edge.FormatOption = Format.text,
    quiet: edge.Quiet = False,
) -> None:
    """Check job configs: exit 0 if render would accept them, 1 if not."""
    from dativo_gen.cli.app import PROBLEMS
    from dativo_gen.pipeline import Request

    request = Request(tuple(jobs), None, frozenset(tenant or ()), frozenset(env or ()), today=edge.today())
    if watch:
        _watch(request, format)
        return
    planned = _check(request, format, quiet)
    if format is Format.text and not quiet and not planned.judged.errors:
        typer.echo(f"{_size(planned)}: no errors")
    if planned.judged.errors:
        raise typer.Exit(PROBLEMS)


def _check(request: Request, format: Format, quiet: bool) -> Whole:
    from dativo_gen.pipeline import plan

    with edge.exit_codes(format, request.named), edge.progress(quiet) as step:
        planned = plan(request, step)
        if planned.loaded.templates and not planned.judged.errors:
            step("trying templates")
            planned = _tried(planned)
    edge.show_judged(planned.judged, format, request.named)
    return planned


def _tried(planned: Whole) -> Whole:
    """With what goes wrong when the user's templates are used, which only shows when they are."""
    from dativo_gen.drawing import draw

    try:
        return replace(planned, judged=draw(planned).planned.judged)
    except Rejected as rejected:
        return replace(planned, judged=replace(planned.judged, errors=rejected.problems))


def _size(planned: Whole) -> str:
    jobs = problems.counted(len(planned.loaded.jobs), "job")
    return f"{jobs}, {problems.counted(len(planned.stacks), 'stack')}"


def _watch(request: Request, format: Format) -> None:
    from dativo_gen.cli.watch import watch
    from dativo_gen.repository import WrongUsage, open_repository

    with edge.exit_codes(format, request.named):
        if format is not Format.text:
            raise WrongUsage("--watch: it shows text only, so leave out --format")
        watch(open_repository(request.named).root, lambda _: _turn(request))


def _turn(request: Request) -> Path | None:
    """Check once and say how it stands. Gives the output folder, None if the settings cannot be read."""
    try:
        planned = _check(replace(request, today=edge.today()), Format.text, quiet=True)
    except typer.Exit:  # what is wrong was shown; the next change may mend it
        typer.echo("nothing could be checked; waiting for changes (Ctrl-C ends)")
        return None
    errors = problems.counted(len(planned.judged.errors), "error")
    warnings = problems.counted(len(planned.judged.warnings), "warning")
    typer.echo(f"{_size(planned)}: {errors}, {warnings}; waiting for changes (Ctrl-C ends)")
    return planned.repository.root / planned.loaded.output

"""`dativo-gen render`: write the generated tree, or say how it differs from what would be written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dativo_gen.cli import edge

if TYPE_CHECKING:
    from dativo_gen.pipeline import Outcome, Planned, Request


def render(
    jobs: edge.Jobs,
    out: edge.Out = None,
    tenant: edge.Tenants = None,
    env: edge.Environments = None,
    target: Annotated[
        list[str] | None, typer.Option("--target", metavar="X", help="terraform or jobs; repeatable.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 3 if something would change.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; show what would change.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite what others changed.")] = False,
    force_path: Annotated[
        list[Path] | None, typer.Option("--force-path", metavar="P", help="Overwrite this path; repeatable.")
    ] = None,
    format: edge.FormatOption = edge.Format.text,
    quiet: edge.Quiet = False,
) -> None:
    """Render job configs into the generated tree."""
    from dativo_gen.cli.app import DIFFERS, DONE, PROBLEMS, REFUSED
    from dativo_gen.pipeline import Request, plan
    from dativo_gen.repository import open_repository

    with edge.exit_codes(), edge.progress(quiet) as step:
        root = open_repository(tuple(jobs)).root
        request = Request(
            tuple(jobs),
            edge.output_folder(root, out),
            frozenset(tenant or ()),
            frozenset(env or ()),
            _targets(target),
            force,
            tuple(_forced(root, path) for path in force_path or ()),
        )
        planned = plan(request, step)
        outcome = None if planned.judged.errors else _run(request, planned, step, writing=not (check or diff))
    if outcome is None:
        _show_problems(planned, format)
        raise typer.Exit(PROBLEMS)
    _show(outcome, format, diff, quiet)
    if outcome.refused:
        raise typer.Exit(REFUSED)
    raise typer.Exit(DIFFERS if check and outcome.diff.differs else DONE)


def _targets(wanted: list[str] | None) -> frozenset[str]:
    from dativo_gen.repository import WrongUsage
    from dativo_gen.selection import TARGETS

    unknown = [name for name in wanted or () if name not in TARGETS]
    if unknown:
        raise WrongUsage(f"--target {unknown[0]}: this version writes {' and '.join(TARGETS)}")
    return frozenset(wanted or TARGETS)


def _forced(root: Path, path: Path) -> PurePosixPath:
    """A path as printed (from the root) or as seen from here."""
    for base in (Path.cwd(), root):
        place = Path(os.path.abspath(base / path))
        if place.is_relative_to(root):
            return PurePosixPath(place.relative_to(root).as_posix())
    return PurePosixPath(path.as_posix())


def _run(request: Request, planned: Planned, step: Callable[[str], None], writing: bool) -> Outcome:
    """Compare, and write if that is asked for and nothing is refused."""
    from dativo_gen import disk
    from dativo_gen.lock import locked
    from dativo_gen.pipeline import prepare

    if not writing:
        return prepare(request, planned, step)
    output = planned.repository.root / planned.loaded.output
    with locked(output, lambda who: typer.echo(f"dativo-gen: {who}", err=True)) as held:
        outcome = prepare(request, planned, step)
        if not outcome.refused and not outcome.diff.idle:
            step("writing")
            disk.apply(held, outcome.diff, outcome.tree)
    return outcome


def _show_problems(planned: Planned, format: edge.Format) -> None:
    if format is edge.Format.json:
        edge.print_json({"problems": edge.plain_problems(planned.judged), "others": planned.judged.others})
        return
    edge.show_judged(planned.judged)
    count = len(planned.judged.errors)
    typer.echo(f"nothing written: {count} error{'s' if count > 1 else ''}", err=True)


def _show(outcome: Outcome, format: edge.Format, diff: bool, quiet: bool) -> None:
    from dativo_gen.difftext import summary

    if format is edge.Format.json:
        edge.print_json(_data(outcome))
        return
    edge.show_judged(outcome.planned.judged)
    for note in outcome.notes:
        typer.echo(f"note: {note}", err=True)
    if diff:
        _show_diff(outcome)
    elif not quiet:
        for line in summary(outcome.diff):
            if line[0] not in "!":
                typer.echo(line)
    _show_refusals(outcome)
    if not quiet:
        typer.echo(_counts(outcome))


def _show_diff(outcome: Outcome) -> None:
    from dativo_gen.difftext import unified
    from dativo_gen.disk import current_text
    from dativo_gen.tree import contents

    wanted = contents(outcome.tree)
    shown = outcome.planned.loaded.output
    for path in sorted((*outcome.diff.created, *outcome.diff.changed, *outcome.diff.deleted)):
        new = wanted[path].text if path in wanted else None
        typer.echo(unified(current_text(outcome.output, path), new, shown / path), nl=False)


def _show_refusals(outcome: Outcome) -> None:
    shown = outcome.planned.loaded.output
    for refusal in outcome.diff.refused:
        typer.echo(f"refused: {shown / refusal.path}: {refusal.reason}", err=True)
        typer.echo(f"hint: {refusal.hint}", err=True)
    for each in outcome.verdict.refusals:
        typer.echo(f"refused: {each.job} {each.reason}", err=True)
    lines = {line: None for each in outcome.verdict.refusals for line in each.lines}
    if lines:
        typer.echo("hint: add one line for each of them to dativo-gen.yaml:", err=True)
        typer.echo("removed:", err=True)
        for line in lines:
            typer.echo(f"  {line}", err=True)
    if outcome.refused:
        typer.echo("nothing written", err=True)


def _counts(outcome: Outcome) -> str:
    diff, planned = outcome.diff, outcome.planned
    counts = f"{len(diff.created)} created, {len(diff.changed)} changed, {len(diff.deleted)} deleted"
    what = f"{len(planned.loaded.jobs)} jobs, {len(planned.stacks)} stacks"
    return f"{what}: {counts}, {len(diff.unchanged)} unchanged in {planned.loaded.output}/"


def _data(outcome: Outcome) -> dict[str, Any]:
    diff = outcome.diff
    return {
        "problems": edge.plain_problems(outcome.planned.judged),
        "others": outcome.planned.judged.others,
        "output": str(outcome.planned.loaded.output),
        "created": [str(path) for path in diff.created],
        "changed": [str(path) for path in diff.changed],
        "deleted": [str(path) for path in diff.deleted],
        "remaining": [str(path) for path in diff.remaining],
        "refused": [
            *({"path": str(each.path), "reason": each.reason, "hint": each.hint} for each in diff.refused),
            *({"job": each.job, "reason": each.reason, "lines": list(each.lines)} for each in outcome.verdict.refusals),
        ],
        "notes": list(outcome.notes),
    }

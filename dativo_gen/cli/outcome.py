"""What a run of `render` did or would do, as text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from dativo_gen.cli import problems
from dativo_gen.cli.problems import Format

if TYPE_CHECKING:
    from dativo_gen.pipeline import Outcome


def show_outcome(outcome: Outcome, format: Format, diff: bool, quiet: bool) -> None:
    """The changes and refusals of a run; as JSON its problems too, else they were shown before."""
    from dativo_gen.difftext import summary

    if format is Format.json:
        problems.print_json(_data(outcome))
    if format is not Format.text:
        return
    for note in outcome.notes:
        typer.echo(f"note: {note}", err=True)
    if diff:
        _show_diff(outcome)
    elif not quiet and not outcome.refused:
        for line in summary(outcome.diff):
            if line[0] not in "!":
                typer.echo(line)
    _show_refusals(outcome)
    if not quiet and not outcome.refused:
        typer.echo(_counts(outcome))


def _show_diff(outcome: Outcome) -> None:
    from dativo_gen.difftext import unified
    from dativo_gen.disk import current_text
    from dativo_gen.tree import contents

    wanted = contents(outcome.tree)
    shown = outcome.planned.output
    for path in sorted((*outcome.diff.created, *outcome.diff.changed, *outcome.diff.deleted)):
        new = wanted[path].text if path in wanted else None
        typer.echo(unified(current_text(outcome.output, path), new, shown / path), nl=False)


def _show_refusals(outcome: Outcome) -> None:
    shown = outcome.planned.output
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
    jobs, stacks = (
        problems.counted(len(planned.facts.jobs), "job"),
        problems.counted(len(planned.facts.stacks), "stack"),
    )
    return f"{jobs}, {stacks}: {counts}, {len(diff.unchanged)} unchanged in {planned.output}/"


def _data(outcome: Outcome) -> dict[str, Any]:
    diff = outcome.diff
    return {
        "problems": problems.as_json(problems.rated(outcome.planned.judged)),
        "others": outcome.planned.judged.others,
        "output": str(outcome.planned.output),
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

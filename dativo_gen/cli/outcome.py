"""What a run of `render` did or would do, as text or JSON."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

import typer

from dativo_gen.cli import problems
from dativo_gen.cli.problems import Format

if TYPE_CHECKING:
    from dativo_gen.drawing import Outcome
    from dativo_gen.verdict import Verdict

_EDITED = "hint: `--diff` shows what others changed"
_ADOPT = "; `dativo-gen adopt PATH` lets the next render overwrite a file"


def show_outcome(outcome: Outcome, format: Format, diff: bool, quiet: bool) -> None:
    """The changes and refusals of a run; as JSON its problems too, else they were shown before."""
    if format is Format.json:
        problems.print_json(_data(outcome, diff))
    if format is not Format.text:
        return
    for note in outcome.notes:
        typer.echo(f"note: {note}", err=True)
    if diff:
        _show_diff(outcome, quiet)
    elif not quiet and not outcome.refused:
        _show_summary(outcome)
    _show_refusals(outcome, diff)
    if not quiet and not outcome.refused:
        typer.echo(_counts(outcome))


def _show_summary(outcome: Outcome) -> None:
    from dativo_gen.difftext import summary
    from dativo_gen.states import told_states

    for line in summary(outcome.diff, told_states(outcome.diff, outcome.tree, outcome.existing)):
        typer.echo(line)


def _show_diff(outcome: Outcome, quiet: bool) -> None:
    """A patch; what is refused is no part of it but for people. What stays is told beside it."""
    from dativo_gen.difftext import left, unified
    from dativo_gen.edits import refused_edits
    from dativo_gen.look import current_text
    from dativo_gen.three_way import told
    from dativo_gen.tree import contents

    wanted = contents(outcome.tree)
    shown = outcome.planned.output
    for path in sorted((*outcome.diff.created, *outcome.diff.changed, *outcome.diff.deleted)):
        new = wanted[path].text if path in wanted else None
        typer.echo(unified(current_text(outcome.output, path), new, shown / path), nl=False)
    for texts in refused_edits(outcome):
        typer.echo("\n".join(told(texts)))
    if not (quiet or outcome.refused):
        for line in left(outcome.diff):
            typer.echo(line, err=True)


def _show_refusals(outcome: Outcome, diff: bool) -> None:
    shown = outcome.planned.output
    for refusal in outcome.diff.refused:
        typer.echo(f"refused: {shown / refusal.path}: {refusal.reason}", err=True)
        typer.echo(f"hint: {refusal.hint}", err=True)
    if not diff:
        _show_ways(outcome)
    show_verdict(outcome.verdict)
    if outcome.refused:
        typer.echo("nothing written", err=True)


def _show_ways(outcome: Outcome) -> None:
    """What else can be done about files of others."""
    from dativo_gen.tree import contents

    files = [each.path for each in outcome.diff.refused if outcome.existing.found[each.path].kind == "file"]
    if files:
        wanted = not contents(outcome.tree).keys().isdisjoint(files)
        typer.echo(_EDITED + (_ADOPT if wanted else ""), err=True)


def show_verdict(verdict: Verdict) -> None:
    """What may not happen to jobs and states, and the lines that would allow it."""
    for each in verdict.refusals:
        typer.echo(f"refused: {each.job} {each.reason}", err=True)
    lines = {line: None for each in verdict.refusals for line in each.lines}
    if lines:
        typer.echo("hint: add one line for each of them to dativo-gen.yaml:", err=True)
        typer.echo("removed:", err=True)
        for line in lines:
            typer.echo(f"  {line}", err=True)


def _counts(outcome: Outcome) -> str:
    diff, planned = outcome.diff, outcome.planned
    counts = f"{len(diff.created)} created, {len(diff.changed)} changed, {len(diff.deleted)} deleted"
    jobs, stacks = (
        problems.counted(len(planned.facts.jobs), "job"),
        problems.counted(len(planned.facts.stacks), "stack"),
    )
    return f"{jobs}, {stacks}: {counts}, {len(diff.unchanged)} unchanged in {planned.output}/"


def _data(outcome: Outcome, with_edits: bool) -> dict[str, Any]:
    from dativo_gen.remains import left_states, remains
    from dativo_gen.states import touched_states

    diff = outcome.diff
    states = touched_states(diff, outcome.tree, outcome.existing)
    return {
        "problems": problems.as_json(problems.rated(outcome.planned.judged)),
        "others": outcome.planned.judged.others,
        "output": str(outcome.planned.output),
        "created": [str(path) for path in diff.created],
        "changed": [str(path) for path in diff.changed],
        "deleted": [str(path) for path in diff.deleted],
        "states": {str(path): state for path, state in sorted(states.items())},
        "remaining": [{"path": str(each.path), "kind": each.kind, "state": each.state} for each in remains(diff)],
        "states_left": {str(folder): state for folder, state in left_states(diff).items()},
        "refused": [
            *({"path": str(each.path), "reason": each.reason, "hint": each.hint} for each in diff.refused),
            *({"job": each.job, "reason": each.reason, "lines": list(each.lines)} for each in outcome.verdict.refusals),
        ],
        "notes": list(outcome.notes),
    } | ({"edits": _edits(outcome)} if with_edits else {})


def _edits(outcome: Outcome) -> list[dict[str, Any]]:
    """Of each refused file the hashes of its three texts, and the diffs between them."""
    from dativo_gen.edits import refused_edits

    output = outcome.planned.output
    return [
        {
            "path": str(PurePosixPath(each.path).relative_to(output)),
            "state": each.state,
            "from": each.source,
            "sha256": each.hashes(),
            "diffs": each.diffs(),
        }
        for each in refused_edits(outcome)
    ]

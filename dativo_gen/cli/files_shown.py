"""`dativo-gen inventory --files`: every file of the output folder with its state."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import typer

from dativo_gen.cli import edge, problems
from dativo_gen.cli.problems import Format
from dativo_gen.findings import Judged

if TYPE_CHECKING:
    from dativo_gen.drawing import Outcome
    from dativo_gen.states import FileState


def show_files(
    given: Sequence[Path], tenants: frozenset[str], environments: frozenset[str], format: Format, quiet: bool
) -> None:
    """List the files at or below those paths of `given` that lie in the output folder; the others name jobs."""
    from dativo_gen.cli.app import PROBLEMS
    from dativo_gen.drawing import prepare
    from dativo_gen.pipeline import Request, plan
    from dativo_gen.pointed import part

    named = list(given)
    with edge.exit_codes(format, named), edge.progress(quiet) as step:
        pointed = part(given, None)
        named[:] = pointed.jobs
        request = Request(pointed.jobs, None, tenants, environments, today=edge.today())
        planned = plan(request, step)
        outcome = None if planned.judged.errors else prepare(request, planned, step)
        files = _files(outcome, pointed.paths) if outcome is not None else ()
    if format is Format.json:
        problems.print_json(_data(outcome, files) | {"problems": problems.as_json(problems.rated(planned.judged))})
    else:
        edge.show_judged(Judged(planned.judged.errors), format, named)
    if outcome is None:
        raise typer.Exit(PROBLEMS)
    if format is Format.text:
        _show(outcome, files)


def _files(outcome: Outcome, below: Sequence[PurePosixPath]) -> tuple[FileState, ...]:
    """Those that the selected jobs are about; all there are if all jobs are selected."""
    from dativo_gen.states import file_states

    selection, homes = outcome.planned.selection, {folder for folder in outcome.tree if folder.parts}

    def chosen(path: PurePosixPath) -> bool:
        return selection.everything or selection.covers(path) or not homes.isdisjoint(path.parents)

    found = file_states(outcome.tree, outcome.existing, outcome.diff, chosen)
    return tuple(each for each in found if not below or any(each.path.is_relative_to(path) for path in below))


def _show(outcome: Outcome, files: Sequence[FileState]) -> None:
    from dativo_gen.difftext import shown
    from dativo_gen.states import counted_states

    for each in files:
        note = f" ({each.note})" if each.note else ""
        typer.echo(f"{each.state:7}  {shown(outcome.planned.output / each.path)}{note}")
    counts = ", ".join(f"{count} {state}" for state, count in counted_states(files).items())
    typer.echo(f"{problems.counted(len(files), 'file')}: {counts}")


def _data(outcome: Outcome | None, files: Sequence[FileState]) -> dict[str, object]:
    from dativo_gen.states import counted_states

    output = str(outcome.planned.output) if outcome is not None else None
    listed = [{"path": str(each.path), "state": each.state, "note": each.note} for each in files]
    return {"output": output, "files": listed, "counts": counted_states(files)}

"""`dativo-gen adopt`: take files that others wrote or changed into the tree, so that render may overwrite them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dativo_gen.cli import edge, problems
from dativo_gen.cli.problems import Format

if TYPE_CHECKING:
    from dativo_gen.adopting import Adoption
    from dativo_gen.drawing import Outcome
    from dativo_gen.pipeline import Planned, Request
    from dativo_gen.pointed import Pointed

Paths = Annotated[
    list[Path],
    typer.Argument(help="A file that render would write, or a folder with such files.", metavar="PATH..."),
]


def adopt(
    paths: Paths, out: edge.Out = None, format: edge.FormatOption = Format.text, quiet: edge.Quiet = False
) -> None:
    """Take existing files into the tree: the next render may overwrite them. No file changes now."""
    from dativo_gen.cli.app import PROBLEMS, REFUSED
    from dativo_gen.pipeline import Request, plan
    from dativo_gen.pointed import inside, root_of

    named = list(paths)
    with edge.exit_codes(format, named), edge.progress(quiet) as step:
        root = root_of(paths)
        folder = edge.output_folder(root, out) if root is not None else None
        pointed = inside(paths, folder)
        named[:] = pointed.jobs
        tenants, environments = pointed.scope()
        request = Request(pointed.jobs, folder, tenants, environments, today=edge.today())
        planned = plan(request, step)
        done = None if planned.judged.errors else _run(request, planned, pointed, step)
    if done is None:
        edge.show_judged(planned.judged, format, named)
        typer.echo(f"nothing adopted: {problems.counted(len(planned.judged.errors), 'error')}", err=True)
        raise typer.Exit(PROBLEMS)
    outcome, adoption, hindered = done
    if format is Format.json:
        problems.print_json(_data(outcome, adoption, hindered))
    elif format is Format.text:
        _show(outcome, adoption, hindered, quiet)
    if adoption.refused or hindered:
        raise typer.Exit(REFUSED)


def _run(
    request: Request, planned: Planned, pointed: Pointed, step: Callable[[str], None]
) -> tuple[Outcome, Adoption, str]:
    """Decide, and write the manifests if nothing is refused and nothing else stands in the way; what that is."""
    from dativo_gen import disk
    from dativo_gen.adopting import adopt
    from dativo_gen.drawing import prepare
    from dativo_gen.lock import locked

    output = planned.repository.root / planned.output
    with locked(output, lambda who: typer.echo(f"dativo-gen: {who}", err=True)) as held:
        outcome = prepare(request, planned, step)
        adoption = adopt(outcome.tree, outcome.existing, pointed.paths)
        hindered = _hindered(outcome) if adoption.begins_stack else ""
        if adoption.manifests and not adoption.refused and not hindered:
            step("writing")
            disk.apply(held, adoption.change, {})
    return outcome, adoption, hindered


def _hindered(outcome: Outcome) -> str:
    """Why a stack must not get its first manifest now: what render remembers of others would be lost or overruled."""
    from dativo_gen.head import committed_records
    from dativo_gen.memory import is_stack

    if outcome.verdict.refusals:
        return "jobs that leave or change their state must be settled first; `dativo-gen render --check` says how"
    if any(map(is_stack, outcome.existing.folders)):
        return ""
    output = outcome.planned.output
    if any(map(is_stack, committed_records(outcome.planned.repository.root, output).records)):
        return f"git's last commit has stacks that {output} has not; restore them first (`git restore`)"
    return ""


def _show(outcome: Outcome, adoption: Adoption, hindered: str, quiet: bool) -> None:
    from dativo_gen.difftext import shown

    output = outcome.planned.output
    if adoption.refused or hindered:
        for each in adoption.refused:
            typer.echo(f"refused: {shown(output / each.path)}: {each.reason}", err=True)
            typer.echo(f"hint: {each.hint}", err=True)
        if hindered:
            typer.echo(f"refused: {hindered}", err=True)
        typer.echo("nothing adopted", err=True)
    elif not quiet:
        for path, state in adoption.adopted.items():
            typer.echo(f"adopted: {shown(output / path)} ({'as render would write it' if state == 'fresh' else state})")
            typer.echo(_change(outcome, path), nl=False)
        for path in adoption.left:
            typer.echo(f"left alone: {shown(output / path)}: render would never write it")
        typer.echo(_counts(adoption))


def _counts(adoption: Adoption) -> str:
    different = sum(1 for state in adoption.adopted.values() if state != "fresh")
    known = f", {len(adoption.known)} known already" if adoption.known else ""
    adopted = problems.counted(len(adoption.adopted), "file")
    return f"{adopted} adopted{known}; the next render changes {different} of those adopted"


def _change(outcome: Outcome, path: PurePosixPath) -> str:
    """What render will do to an adopted file, as a patch."""
    from dativo_gen.difftext import unified
    from dativo_gen.look import current_text
    from dativo_gen.tree import contents

    wanted = contents(outcome.tree)[path].text
    return unified(current_text(outcome.output, path), wanted, outcome.planned.output / path)


def _data(outcome: Outcome, adoption: Adoption, hindered: str) -> dict[str, Any]:
    done = not (adoption.refused or hindered)
    refused = [{"path": str(each.path), "reason": each.reason, "hint": each.hint} for each in adoption.refused]
    return {
        "problems": problems.as_json(problems.rated(outcome.planned.judged)),
        "output": str(outcome.planned.output),
        "adopted": [
            {"path": str(path), "state": state, "diff": _change(outcome, path)}
            for path, state in (adoption.adopted.items() if done else ())
        ],
        "known": [str(path) for path in adoption.known],
        "left": [str(path) for path in adoption.left],
        "refused": refused + ([{"reason": hindered}] if hindered else []),
    }

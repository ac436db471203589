"""`dativo-gen update`: bring tenants to the newest version of the template that they were made from."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dativo_gen.cli import completion, edge, problems
from dativo_gen.cli.problems import Format
from dativo_gen.findings import Judged

if TYPE_CHECKING:
    from dativo_gen.scaffold.home import Home
    from dativo_gen.scaffold.rounds import Order
    from dativo_gen.scaffold.update import Result, Tenant


def update(
    tenants: Annotated[
        list[str] | None, typer.Argument(metavar="[TENANT...]", autocompletion=completion.tenants)
    ] = None,
    all: Annotated[bool, typer.Option("--all", help="Every tenant that was made from a template.")] = False,
    ring: Annotated[
        list[str] | None, typer.Option("--ring", metavar="R", help="The tenants of this ring; repeatable.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; show what would change.")] = False,
    data: Annotated[
        list[str] | None, typer.Option("--data", "-d", metavar="K=V", help="Change an answer; repeatable.")
    ] = None,
    ref: Annotated[str | None, typer.Option("--ref", metavar="REF", help="This version, not the newest.")] = None,
    trust: Annotated[bool, typer.Option("--trust", help="Let templates of your own run their code.")] = False,
    workers: Annotated[int, typer.Option("--workers", metavar="N", min=1, help="So many tenants at a time.")] = min(
        4, os.cpu_count() or 1
    ),
    format: edge.FormatOption = Format.text,
    quiet: edge.Quiet = False,
) -> None:
    """Merge the news of a template into tenants, without losing an edit."""
    from dativo_gen.cli.app import PROBLEMS

    with edge.exit_codes(format, (Path.cwd(),)):
        from dativo_gen.scaffold.rounds import Order

        home = _home(format)
        chosen = _chosen(home, tenants or [], ring or [], all)
        order = Order(home.settings.update.sources, ref, trust, _answers(data or []))
        with edge.progress(quiet or format is not Format.text) as step:
            results = _run(home, chosen, order, workers, step, dry_run)
    _show(results, format, dry_run, quiet)
    if any(each.status in ("conflicts", "failed", "waiting") for each in results):
        raise typer.Exit(PROBLEMS)


def _home(format: Format) -> Home:
    """The repository around here. Exits where its settings are wrong or there is no git."""
    from dativo_gen.cli.app import OUTSIDE, PROBLEMS
    from dativo_gen.errors import Rejected
    from dativo_gen.scaffold.home import find_home

    fault = _git_fault()
    if fault:
        typer.echo(f"dativo-gen: {fault}", err=True)
        raise typer.Exit(OUTSIDE)
    try:
        return find_home(Path.cwd(), stated=False)
    except Rejected as rejected:  # here, since `edge` would look for jobs in the current folder
        found = problems.rated(Judged(rejected.problems))
        if format is Format.json:
            problems.print_json({"problems": problems.as_json(found)})
        else:
            problems.show_text(found, lambda file, line: None)
        raise typer.Exit(PROBLEMS) from rejected


def _git_fault() -> str:
    """Why this machine's git cannot merge, or nothing."""
    from dativo_gen.scaffold import git

    try:
        found = git.version()
    except git.GitError as error:
        return f"{error}; updates are merged with it"
    return "" if found >= (2, 38) else f"git {'.'.join(map(str, found))} is too old; updates need 2.38 or newer"


def _chosen(home: Home, names: Sequence[str], rings: Sequence[str], all: bool) -> list[Tenant]:
    """The tenants that are named, in no order. Raises WrongUsage where none is, or a ring is not known."""
    from dativo_gen.repository import WrongUsage
    from dativo_gen.scaffold.questions import name_fault
    from dativo_gen.scaffold.rounds import tenants_below
    from dativo_gen.scaffold.update import Tenant

    if not names and not rings and not all:
        raise WrongUsage("name tenants, or say --ring R or --all")
    known = home.settings.update.rings
    for ring in rings:
        if ring not in known:
            raise WrongUsage(
                f"--ring {ring}: the settings know the rings {', '.join(known) or 'none'} (`update.rings`)"
            )
    folder = home.root / home.jobs
    made = {each.name: each for each in tenants_below(folder, str(home.jobs))} if folder.is_dir() else {}
    wanted = list(dict.fromkeys([*names, *(name for ring in rings for name in known[ring]), *(made if all else ())]))
    for name in wanted:
        if fault := name_fault(name, "TENANT"):
            raise WrongUsage(fault)
        if not (folder / name).is_dir():
            raise WrongUsage(f"{home.jobs}/{name}: there is no such tenant")
    return [made.get(name) or Tenant(name, folder / name, f"{home.jobs}/{name}") for name in wanted]


def _answers(pairs: Sequence[str]) -> dict[str, Any]:
    """`--data`, each value as YAML has it. Raises WrongUsage."""
    import yaml

    from dativo_gen.repository import WrongUsage

    found = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        try:
            found[name.strip()] = yaml.safe_load(value) if value.startswith(("[", "{")) else value
        except yaml.YAMLError:
            equals = ""
        if not equals or not name.strip() or name.strip().startswith("_"):
            raise WrongUsage(f"--data {pair}: write it as NAME=VALUE")
    return found


def _run(home: Home, tenants: Sequence[Tenant], order: Order, workers: int, step: Any, dry_run: bool) -> list[Result]:
    from dataclasses import replace

    from dativo_gen.scaffold.held import held
    from dativo_gen.scaffold.rounds import Round, Workshop, in_rings
    from dativo_gen.scaffold.unmerged import mark
    from dativo_gen.scaffold.writeback import DRY, PEN

    def say(text: str) -> None:
        typer.echo(f"note: {text}", err=True)

    with held(home.root, say), tempfile.TemporaryDirectory(prefix="dativo-gen-update-") as temporary:
        workshop = Workshop(Path(temporary), order, say)
        results = Round(workshop, workers, DRY if dry_run else PEN, step).run(
            in_rings(tenants, home.settings.update.rings)
        )
        if dry_run:
            return results
        return [
            replace(each, notes=(*each.notes, trouble))
            if (trouble := mark(each.tenant.folder, each.conflicts))
            else each
            for each in results
        ]


def _show(results: Sequence[Result], format: Format, dry_run: bool, quiet: bool) -> None:
    if format is Format.json:
        problems.print_json({"tenants": [_data(each) for each in results], "counts": _counts(results)})
        return
    if dry_run:
        typer.echo("".join(each.diff for each in results), nl=False)
    if not quiet and results:
        _show_table(results)
    for each in results:
        for path in each.conflicts:
            typer.echo(f"conflict: {each.tenant.shown}/{path}", err=True)
        for note in each.notes:
            typer.echo(f"note: {each.tenant.name}: {problems.one_line(note)}", err=True)
        if each.reason:
            typer.echo(f"{each.status}: {each.tenant.name}: {problems.one_line(each.reason)}", err=True)
    if not quiet:
        typer.echo(", ".join(f"{count} {status}" for status, count in _counts(results).items()))
        if any(each.conflicts for each in results) and not dry_run:
            typer.echo("Solve what stands between <<<<<<< and >>>>>>>, then: git add, dativo-gen validate", err=True)


def _show_table(results: Sequence[Result]) -> None:
    rows = [("tenant", "result", "from", "to", "files")]
    rows += [
        (each.tenant.name, each.status, each.old or "-", each.new or "-", str(len(each.changes))) for each in results
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _counts(results: Sequence[Result]) -> dict[str, int]:
    known = ("updated", "up to date", "conflicts", "failed", "waiting")
    return {status: sum(each.status == status for each in results) for status in known}


def _data(result: Result) -> dict[str, Any]:
    return {
        "tenant": result.tenant.name,
        "folder": result.tenant.shown,
        "status": result.status,
        "from": result.old or None,
        "to": result.new or None,
        "files": [{"path": each.path, "change": _kind(each)} for each in result.changes],
        "conflicts": list(result.conflicts),
        "notes": list(result.notes),
        "reason": result.reason or None,
    }


def _kind(change: Any) -> str:
    return "created" if change.before is None else "deleted" if change.after is None else "changed"

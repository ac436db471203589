"""`dativo-gen render`: write the generated tree, or say how it differs from what would be written."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from dativo_gen.cli import completion, edge
from dativo_gen.cli.outcome import show_outcome
from dativo_gen.cli.problems import Format, counted

if TYPE_CHECKING:
    from dativo_gen.drawing import Outcome
    from dativo_gen.fleet import Means
    from dativo_gen.pipeline import Planned, Request


def render(
    jobs: edge.Jobs,
    out: edge.Out = None,
    tenant: edge.Tenants = None,
    env: edge.Environments = None,
    target: Annotated[
        list[str] | None, typer.Option("--target", metavar="X", help="terraform, dagster, airflow or jobs; repeatable.")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 3 if something would change.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; show what would change.")] = False,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="GITREF", help="Only what changes since this commit reach; removed jobs count too."
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, metavar="N", help="Processes that render; as many as there are cores."),
    ] = None,
    cache: Annotated[
        bool, typer.Option("--cache/--no-cache", help="Make nothing again of which the inputs are the same.")
    ] = True,
    watch: Annotated[
        bool, typer.Option("--watch", help="Render again what a saved file touches; Ctrl-C ends.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite what others changed.")] = False,
    force_path: Annotated[
        list[Path] | None,
        typer.Option(
            "--force-path",
            metavar="P",
            help="Overwrite this path; repeatable.",
            autocompletion=completion.stack_folders,
        ),
    ] = None,
    no_wait: Annotated[
        bool, typer.Option("--no-wait", help="If another run holds the output folder, say who and end.")
    ] = False,
    format: edge.FormatOption = Format.text,
    quiet: edge.Quiet = False,
) -> None:
    """Render job configs into the generated tree."""
    from dativo_gen.cli.app import PROBLEMS
    from dativo_gen.cli.means import means
    from dativo_gen.fleet import plan_fleet
    from dativo_gen.pipeline import Request
    from dativo_gen.repository import open_repository

    writing = not (check or diff)
    with ExitStack() as stack:
        with edge.exit_codes(format, jobs), edge.progress(quiet) as step:
            root = open_repository(tuple(jobs)).root
            request = Request(
                tuple(jobs),
                edge.output_folder(root, out),
                frozenset(tenant or ()),
                frozenset(env or ()),
                _targets(target) if target else None,
                force,
                tuple(_forced(root, path) for path in force_path or ()),
                edge.today(),
            )
            given = stack.enter_context(means(root, workers, cache=cache and since is None, writing=writing))
            if watch:
                _watch(request, given, _patience(no_wait), format, quiet, writing and since is None)
                return
            planned = plan_fleet(request, given, step) if since is None else _plan_changed(request, since, step)
            outcome = (
                None if planned.judged.errors else run(request, planned, step, _patience(no_wait) if writing else None)
            )
        if outcome is None:
            edge.show_judged(planned.judged, format, jobs)
            typer.echo(f"nothing written: {counted(len(planned.judged.errors), 'error')}", err=True)
            raise typer.Exit(PROBLEMS)
        if format is not Format.json:
            edge.show_judged(outcome.planned.judged, format, jobs)
        show_outcome(outcome, format, diff, quiet)
        raise typer.Exit(_code(outcome, check))


def _code(outcome: Outcome, check: bool) -> int:
    """How a run ends that came so far."""
    from dativo_gen.cli.app import DIFFERS, DONE, REFUSED

    if outcome.refused:
        return REFUSED
    return DIFFERS if check and outcome.diff.differs else DONE


def _plan_changed(request: Request, ref: str, step: Callable[[str], None]) -> Planned:
    from dativo_gen.changed import plan_changed

    return plan_changed(request, ref, step)


def _targets(wanted: list[str]) -> frozenset[str]:
    from dativo_gen.repository import WrongUsage
    from dativo_gen.selection import TARGETS

    unknown = [name for name in wanted if name not in TARGETS]
    if unknown:
        raise WrongUsage(f"--target {unknown[0]}: this version writes {', '.join(TARGETS)}")
    return frozenset(wanted)


def _forced(root: Path, path: Path) -> PurePosixPath:
    """A path as printed (from the root) or as seen from here."""
    for base in (Path.cwd(), root):
        place = Path(os.path.abspath(base / path))
        if place.is_relative_to(root):
            return PurePosixPath(place.relative_to(root).as_posix())
    return PurePosixPath(path.as_posix())


def _watch(request: Request, given: Means, seconds: float, format: Format, quiet: bool, writing: bool) -> None:
    from dativo_gen.cli.render_watch import watch_and_render
    from dativo_gen.repository import WrongUsage

    if not writing:
        raise WrongUsage("--watch: it writes what changed, so leave out --check, --diff and --since")
    if format is not Format.text:
        raise WrongUsage("--watch: it shows text only, so leave out --format")
    watch_and_render(request, given, seconds, quiet)


def _patience(no_wait: bool) -> float:
    """Seconds to wait for another run."""
    return 0.0 if no_wait else 60.0


def run(
    request: Request,
    planned: Planned,
    step: Callable[[str], None],
    seconds: float | None,
    skip: Callable[[str], bool] = lambda folder: False,
) -> Outcome:
    """Compare, and write if nothing is refused. `seconds` to wait for another run; None compares only.

    Folders to `skip` are not looked into.
    """
    from dativo_gen import disk
    from dativo_gen.drawing import prepare
    from dativo_gen.lock import locked

    if seconds is None:
        return prepare(request, planned, step, skip)
    output = planned.repository.root / planned.output
    with locked(output, lambda who: typer.echo(f"dativo-gen: {who}", err=True), seconds) as held:
        outcome = prepare(request, planned, step, skip)
        if not outcome.refused and not outcome.diff.idle:
            step("writing")
            disk.apply(held, outcome.diff, outcome.tree)
    return outcome

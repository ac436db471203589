"""`dativo-gen validate`: every problem of the jobs; nothing is rendered or written."""

from __future__ import annotations

import typer

from dativo_gen.cli import edge
from dativo_gen.cli.problems import Format


def validate(
    jobs: edge.Jobs,
    tenant: edge.Tenants = None,
    env: edge.Environments = None,
    format: edge.FormatOption = Format.text,
    quiet: edge.Quiet = False,
) -> None:
    """Check job configs: exit 0 if render would accept them, 1 if not."""
    from dativo_gen.cli.app import PROBLEMS
    from dativo_gen.pipeline import Request, plan

    with edge.exit_codes(format, jobs):
        request = Request(tuple(jobs), None, frozenset(tenant or ()), frozenset(env or ()))
        with edge.progress(quiet) as step:
            planned = plan(request, step)
    edge.show_judged(planned.judged, format, jobs)
    if format is Format.text and not quiet and not planned.judged.errors:
        typer.echo(f"{len(planned.loaded.jobs)} jobs, {len(planned.stacks)} stacks: no errors")
    if planned.judged.errors:
        raise typer.Exit(PROBLEMS)

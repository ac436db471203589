"""`dativo-gen validate`: every problem of the jobs; nothing is rendered or written."""

from __future__ import annotations

import typer

from dativo_gen.cli import edge


def validate(
    jobs: edge.Jobs,
    tenant: edge.Tenants = None,
    env: edge.Environments = None,
    format: edge.FormatOption = edge.Format.text,
    quiet: edge.Quiet = False,
) -> None:
    """Check job configs: exit 0 if render would accept them, 1 if not."""
    from dativo_gen.cli.app import PROBLEMS
    from dativo_gen.pipeline import Request, plan

    with edge.exit_codes():
        request = Request(tuple(jobs), None, frozenset(tenant or ()), frozenset(env or ()))
        with edge.progress(quiet) as step:
            planned = plan(request, step)
    if format is edge.Format.json:
        edge.print_json({"problems": edge.plain_problems(planned.judged), "others": planned.judged.others})
    else:
        edge.show_judged(planned.judged)
        if not quiet and not planned.judged.errors:
            typer.echo(f"{len(planned.loaded.jobs)} jobs, {len(planned.stacks)} stacks: no errors")
    if planned.judged.errors:
        raise typer.Exit(PROBLEMS)

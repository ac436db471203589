"""`dativo-gen inventory`: tenants, jobs, stacks and the states behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from dativo_gen.cli import edge, problems
from dativo_gen.cli.problems import Format
from dativo_gen.findings import Judged

if TYPE_CHECKING:
    from dativo_gen.model.runner import TimingModel
    from dativo_gen.pipeline import Whole


def inventory(
    jobs: edge.Jobs,
    tenant: edge.Tenants = None,
    env: edge.Environments = None,
    format: edge.FormatOption = Format.text,
    quiet: edge.Quiet = False,
) -> None:
    """List what the job configs describe."""
    from dativo_gen.cli.app import PROBLEMS
    from dativo_gen.pipeline import Request, plan

    with edge.exit_codes(format, jobs):
        request = Request(tuple(jobs), None, frozenset(tenant or ()), frozenset(env or ()), today=edge.today())
        with edge.progress(quiet) as step:
            planned = plan(request, step)
    data = _data(planned)
    if format is Format.json:
        problems.print_json(data | {"problems": problems.as_json(problems.rated(planned.judged))})
    else:
        edge.show_judged(Judged(planned.judged.errors), format, jobs)
        if format is Format.text:
            _show(data)
    if planned.judged.errors:
        raise typer.Exit(PROBLEMS)


def _data(planned: Whole) -> dict[str, Any]:
    from dativo_gen.terraform.state_id import state_location

    selected = [job for job in planned.loaded.jobs if planned.selection.job(job.key, job.file)]
    homes = {member.key: stack for stack in planned.stacks for member in stack.jobs}
    return {
        "tenants": sorted({job.key.tenant for job in selected}),
        "jobs": [
            {
                "tenant": job.key.tenant,
                "environment": job.key.environment,
                "name": job.key.name,
                "file": job.file,
                "provider": job.provision.cloud.provider if job.provision else None,
                "runtime": job.provision.runtime if job.provision else None,
                "stack": str(homes[job.key].key) if job.key in homes else None,
                "schedules": [_when(schedule.model) for schedule in job.schedules],
            }
            for job in sorted(selected, key=lambda job: job.key)
        ],
        "stacks": [
            {
                "stack": str(stack.key),
                "folder": str(planned.loaded.output / stack.key.folder),
                "jobs": [member.key.name for member in stack.jobs],
                "backend": stack.backend.type,
                "workspace": stack.workspace,
                "state": state_location(stack.backend, stack.workspace),
            }
            for stack in planned.selected_stacks()
        ],
    }


def _when(schedule: TimingModel) -> str:
    """The cron line, or the pause between two runs."""
    return schedule.cron if schedule.cron is not None else f"every {schedule.interval_seconds} s"


def _show(data: dict[str, Any]) -> None:
    typer.echo(f"{len(data['tenants'])} tenants: {', '.join(data['tenants'])}")
    typer.echo("")
    job_rows = [
        [
            f"{job['tenant']}/{job['environment']}/{job['name']}",
            job["provider"] or "-",
            job["runtime"] or "-",
            job["file"],
        ]
        for job in data["jobs"]
    ]
    _table(["job", "provider", "runtime", "file"], job_rows)
    typer.echo("")
    rows = [
        [stack["stack"], ", ".join(stack["jobs"]), stack["workspace"] or "-", stack["state"]]
        for stack in data["stacks"]
    ]
    _table(["stack", "jobs", "workspace", "state"], rows)


def _table(head: list[str], rows: list[list[str]]) -> None:
    widths = [max(len(row[index]) for row in [head, *rows]) for index in range(len(head))]
    for row in [head, *rows]:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())

"""`dativo-gen inventory`: tenants, jobs, stacks and the states behind them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dativo_gen.cli import completion, edge, problems
from dativo_gen.cli.problems import Format
from dativo_gen.findings import Judged

if TYPE_CHECKING:
    from dativo_gen.model.runner import TimingModel
    from dativo_gen.pipeline import Whole


JobsOrFiles = Annotated[
    list[Path] | None,
    typer.Argument(
        help="A folder of job configs, or some of its files; with --files also generated ones.",
        metavar="JOBS...",
        autocompletion=completion.job_files,
    ),
]
Files = Annotated[
    bool, typer.Option("--files", help="List generated files with their states; those that are named, or all.")
]

AffectedBy = Annotated[
    str | None,
    typer.Option(
        "--affected-by", metavar="GITREF", help="Only the jobs that changes since this commit reach, each with why."
    ),
]


def inventory(
    jobs: JobsOrFiles = None,
    tenant: edge.Tenants = None,
    env: edge.Environments = None,
    format: edge.FormatOption = Format.text,
    quiet: edge.Quiet = False,
    files: Files = False,
    affected_by: AffectedBy = None,
) -> None:
    """List what the job configs describe."""
    from dativo_gen.cli.app import PROBLEMS
    from dativo_gen.pipeline import Request, plan
    from dativo_gen.repository import WrongUsage

    jobs = jobs or []
    if files and affected_by is None:
        from dativo_gen.cli.files_shown import show_files

        show_files(jobs, frozenset(tenant or ()), frozenset(env or ()), format, quiet)
        return
    with edge.exit_codes(format, jobs):
        if files:
            raise WrongUsage("--files lists files and --affected-by lists jobs: ask for one of them")
        if not jobs:
            raise WrongUsage("name a folder of job configs, or some of its files")
        request = Request(tuple(jobs), None, frozenset(tenant or ()), frozenset(env or ()), today=edge.today())
        with edge.progress(quiet) as step:
            planned = plan(request, step)
        data = _data(planned) if affected_by is None else _affected(planned, affected_by)
    if format is Format.json:
        problems.print_json(data | {"problems": problems.as_json(problems.rated(planned.judged))})
    else:
        edge.show_judged(Judged(planned.judged.errors), format, jobs)
        if format is Format.text:
            _show_text(data)
    if planned.judged.errors:
        raise typer.Exit(PROBLEMS)


def _affected(planned: Whole, ref: str) -> dict[str, Any]:
    from dativo_gen.cli.affected_shown import affected_data
    from dativo_gen.since import affected_since

    return affected_data(planned, affected_since(planned.loaded, ref), ref)


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


def _show_text(data: dict[str, Any]) -> None:
    if "affected" not in data:
        _show(data)
        return
    from dativo_gen.cli.affected_shown import show_affected

    show_affected(data)


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

"""`dativo-gen inventory --affected-by`: the jobs that a change reaches, each with why, as text or JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import typer

from dativo_gen.cli.problems import counted

if TYPE_CHECKING:
    from dativo_gen.model.job import JobKey
    from dativo_gen.pipeline import Whole
    from dativo_gen.since import Touched

_SHOWN = 10
"""So many reasons of a job are shown in text; JSON has them all."""


def affected_data(planned: Whole, touched: Touched, ref: str) -> dict[str, Any]:
    """What of `touched` is selected, as plain data."""
    files = {each.key: each.file for each in planned.loaded.inputs}
    chosen = {key for key, file in files.items() if planned.selection.job(key, file)}
    return {
        "since": ref,
        "jobs": len(chosen),
        "affected": [
            _job(key, files[key]) | {"reasons": [{"file": w.file, "key": w.key, "what": w.what} for w in why]}
            for key, why in touched.reasons.items()
            if key in chosen
        ],
        "written_with": list(_mates(planned, touched, chosen)),
        "relaid": [_job(key, files[key]) for key in sorted(touched.relaid & chosen)],
        "gone": [_job(key, file) for key, file in touched.gone.items() if planned.selection.job(key, file)],
    }


def _job(key: JobKey, file: str) -> dict[str, Any]:
    return {"tenant": key.tenant, "environment": key.environment, "name": key.name, "file": file}


def _mates(planned: Whole, touched: Touched, chosen: set[JobKey]) -> Iterator[dict[str, Any]]:
    """The jobs that nothing reaches, but that share a stack with one that is."""
    for stack in planned.stacks:
        if any(member.key in touched.reasons and member.key in chosen for member in stack.jobs):
            for member in stack.jobs:
                if member.key not in touched.reasons:
                    yield _job(member.key, member.job.file) | {"stack": str(stack.key)}


def show_affected(data: dict[str, Any]) -> None:
    """Each affected job with its reasons, then those that are only written with them, then those that are gone."""
    count = len(data["affected"])
    typer.echo(f"{count} of {counted(data['jobs'], 'job')} affected since {data['since']}")
    for job in data["affected"]:
        typer.echo(f"\n{_name(job)}")
        for line in _reasons(job["reasons"]):
            typer.echo(f"  {line}")
    _list("written with them", [f"{_name(job)}  stack {job['stack']}" for job in data["written_with"]])
    _list("gone", [f"{_name(job)}  {job['file']}" for job in data["gone"]])
    if data["relaid"]:
        relaid = counted(len(data["relaid"]), "more job")
        typer.echo(f"\n{relaid} made from a file that changed only in comments, layout or what is for other jobs")


def _name(job: dict[str, Any]) -> str:
    return f"{job['tenant']}/{job['environment']}/{job['name']}"


def _reasons(reasons: list[dict[str, Any]]) -> Iterator[str]:
    from dativo_gen.since import Reason

    yield from (str(Reason(**each)) for each in reasons[:_SHOWN])
    if len(reasons) > _SHOWN:
        yield f"and {len(reasons) - _SHOWN} more"


def _list(title: str, lines: list[str]) -> None:
    if lines:
        typer.echo(f"\n{title}:")
    for line in lines:
        typer.echo(f"  {line}")

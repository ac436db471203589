"""`dativo-gen tags`: where each tag of a job comes from and what becomes of it; the policy over all jobs, exported."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dativo_gen.cli import completion, edge, problems, tags_shown
from dativo_gen.cli.problems import Format
from dativo_gen.errors import Problem
from dativo_gen.findings import Findings, Judged

if TYPE_CHECKING:
    from dativo_gen.pipeline import Request, Whole
    from dativo_gen.resolve import ResolvedJob
    from dativo_gen.tags.emit import Emitted


class Shown(StrEnum):
    """How tags and problems are shown; `table` and `text` are one thing."""

    table = "table"
    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"

    @property
    def of_problems(self) -> Format:
        return Format.text if self is Shown.table else Format(self.value)


class Export(StrEnum):
    """The languages that a tag policy can be exported to."""

    aws = "aws-tag-policy"
    azure = "azure-policy"


def tags(
    targets: Annotated[
        list[str] | None,
        typer.Argument(
            help="A job's file, a folder or `tenant/environment/name`; with --check any number of files and folders.",
            metavar="JOB...",
            autocompletion=completion.jobs,
        ),
    ] = None,
    destinations: Annotated[
        list[str] | None,
        typer.Option(
            "--for",
            metavar="DEST",
            help="Where the tags go, such as aws or kubernetes_label; repeatable. The job's cloud if not given.",
            autocompletion=completion.destinations,
        ),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only check: the policy and where tags go.")] = False,
    export: Annotated[Export | None, typer.Option("--export", help="Print the policy in a cloud's language.")] = None,
    plan: Annotated[
        Path | None,
        typer.Option(
            "--plan",
            metavar="PLAN.json",
            help="Check what `terraform show -json` prints of a plan: does each resource carry its job's tags? "
            "The stack's folder may stand behind it; else it is that of the file.",
        ),
    ] = None,
    tenant: edge.Tenants = None,
    env: edge.Environments = None,
    shown: Annotated[Shown, typer.Option("--format", help="How to show tags and problems.")] = Shown.table,
    quiet: edge.Quiet = False,
) -> None:
    """Say where each tag of a job comes from and what a destination makes of it, or check the tags of all jobs."""
    from dativo_gen.pipeline import Request
    from dativo_gen.repository import WrongUsage

    named = [Path.cwd()]
    with edge.exit_codes(shown.of_problems, named):
        given = list(targets or ())
        wanted = _known(destinations or ())
        if export is not None:
            _export(export, given, env or (), check)
            return
        if plan is not None:
            _plan(plan, given, shown)
            return
        if not given:
            raise WrongUsage("name a job, or with --check the jobs")
        scope = frozenset(tenant or ()), frozenset(env or ())
        if check:
            named[:] = [Path(each) for each in given]
            _check(Request(tuple(named), None, *scope, today=edge.today()), wanted, shown, quiet)
            return
        if len(given) > 1 or shown in (Shown.github, Shown.sarif):
            raise WrongUsage("name one job; several, and --format github or sarif, go with --check")
        _show(given[0], Request((), None, *scope, today=edge.today()), wanted, shown, named)


def _known(names: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """The destinations asked for. Raises WrongUsage for one that there is not."""
    from dativo_gen.repository import WrongUsage
    from dativo_gen.suggest import nearest
    from dativo_gen.tags.destination import destinations

    known = destinations()
    for name in names:
        if name not in known:
            near = nearest(name, known)
            more = f"did you mean `{near}`?" if near else f"there are {', '.join(known)}"
            raise WrongUsage(f"--for {name}: there is no such destination; {more}")
    return tuple(dict.fromkeys(names))


def _show(text: str, request: Request, wanted: tuple[str, ...], shown: Shown, named: list[Path]) -> None:
    from dativo_gen.explain.target import JobTarget, find_target
    from dativo_gen.repository import WrongUsage

    target = find_target(text, None)
    if not isinstance(target, JobTarget) or target.line is not None:
        raise WrongUsage(f"{text}: name a job: its file, a folder of jobs or tenant/environment/name")
    named[:] = [target.named]
    request = replace(request, named=(target.named,))
    if target.key is not None:
        request = replace(
            request, tenants=frozenset((target.key.tenant,)), environments=frozenset((target.key.environment,))
        )
    planned, jobs = _planned(request, wanted, quiet=False)
    if target.key is not None:
        jobs = [job for job in jobs if job.key == target.key]
        if not jobs and not any(each.key == target.key for each in planned.loaded.inputs):
            raise WrongUsage(f"{target.key}: there is no such job")
    found = _of_tags(planned, jobs, narrow=True)
    told = [(job, _emissions(planned, job, wanted)) for job in jobs]
    if shown is Shown.json:
        problems.print_json(tags_shown.jobs_data(told, found))
    else:
        edge.show_judged(found, Format.text, named)
        tags_shown.show_jobs(told)
    _end(found)


def _check(request: Request, wanted: tuple[str, ...], shown: Shown, quiet: bool) -> None:
    planned, jobs = _planned(request, wanted, quiet)
    found = _of_tags(planned, jobs, narrow=False)
    edge.show_judged(found, shown.of_problems, request.named)
    if shown.of_problems is Format.text and not quiet and not found.errors:
        warned = problems.counted(len(found.warnings), "warning")
        typer.echo(f"{problems.counted(len(jobs), 'job')}: no errors in tags, {warned}")
    _end(found)


def _plan(plan: Path, given: list[str], shown: Shown) -> None:
    from dativo_gen.cli.tags_planned import check_plan
    from dativo_gen.repository import WrongUsage

    if len(given) > 1:
        raise WrongUsage("--plan: takes the folder of one stack")
    found = check_plan(plan, Path(given[0]) if given else None, shown.of_problems)
    edge.show_judged(found, shown.of_problems, [plan])
    _end(found)


def _end(found: Judged) -> None:
    from dativo_gen.cli.app import PROBLEMS

    if found.errors:
        raise typer.Exit(PROBLEMS)


def _planned(request: Request, wanted: tuple[str, ...], quiet: bool) -> tuple[Whole, list[ResolvedJob]]:
    """The repository, and the jobs that were asked for; also judged by the `wanted` destinations.

    Where a job's tags go anyway has been judged with all else of the job.
    """
    from dativo_gen.judging import judge
    from dativo_gen.pipeline import plan

    with edge.progress(quiet) as step:
        planned = plan(request, step)
        jobs = [job for job in planned.loaded.jobs if planned.selection.job(job.key, job.file)]
        for job in jobs if wanted else ():
            for emitted in _emissions(planned, job, wanted):
                for problem in emitted.problems:
                    planned.bench.findings.report_for(job.file)(problem)
        judged = judge(planned.bench, planned.selection)
    return replace(planned, judged=judged), sorted(jobs, key=lambda job: job.key)


def _emissions(planned: Whole, job: ResolvedJob, wanted: tuple[str, ...]) -> list[Emitted]:
    """What becomes of a job's tags: where they were asked for, else on its cloud, else as table properties."""
    from dativo_gen.tags.emit import emit

    provider = job.config.provider
    names = wanted or (provider or "iceberg",)
    return [emit(job.tags, planned.loaded.tag_policy.destination(name, provider)) for name in names]


def _of_tags(planned: Whole, jobs: list[ResolvedJob], *, narrow: bool) -> Judged:
    """The problems of tags, and those for which the tags of some job could not be known; `narrow`: of these jobs."""
    loaded = planned.loaded
    whole = {job.file for job in loaded.jobs}
    unread = {problem for file, each in planned.bench.findings.by_file.items() if file not in whole for problem in each}
    near = {file for job in jobs for file in (*job.inputs, job.file, "dativo-gen.yaml")}

    def concerns(problem: Problem) -> bool:
        of_tags = problem.code.startswith("tag")
        if narrow and jobs and problem.span.file not in near:
            return False
        return of_tags or any(each.span == problem.span and each.code == problem.code for each in unread)

    return Judged(tuple(filter(concerns, planned.judged.errors)), tuple(filter(concerns, planned.judged.warnings)))


def _export(export: Export, given: list[str], environments: list[str] | tuple[str, ...], check: bool) -> None:
    from dativo_gen.ground import load_settings
    from dativo_gen.repository import WrongUsage, find_root, open_repository
    from dativo_gen.tags.export import EXPORTS
    from dativo_gen.tags.policy import read_tag_policy

    if check or len(given) > 1 or len(environments) > 1:
        raise WrongUsage("--export: takes at most one path and one --env, and no --check")
    start = Path(given[0]) if given else find_root(Path.cwd()) or Path.cwd()
    if not start.exists():
        raise WrongUsage(f"{start}: there is no such file or folder")
    settings = load_settings(open_repository((start,)), Findings())
    environment = environments[0] if environments else None
    if environment is not None and settings.environments and environment not in settings.environments:
        raise WrongUsage(f"--env {environment}: the settings know {', '.join(settings.environments)}")
    exported = EXPORTS[export.value](read_tag_policy(settings), environment)
    for note in exported.notes:
        typer.echo(problems.one_line(f"note: {note}"), err=True)
    problems.print_json(exported.document)

"""`dativo-gen explain`: where a job's values come from and go to, what made a line of the tree, what a code means."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dativo_gen.cli import completion, edge, explained, problems
from dativo_gen.cli.problems import Format
from dativo_gen.errors import Problem, Rejected
from dativo_gen.findings import Judged

if TYPE_CHECKING:
    from dativo_gen.explain.target import FileTarget, JobTarget
    from dativo_gen.explain.trace import Told
    from dativo_gen.jobs import JobInput
    from dativo_gen.pipeline import Request, Whole


def explain(
    target: Annotated[
        str | None,
        typer.Argument(
            help="A job's file, `tenant/environment/name`, or a generated file.",
            metavar="JOB|FILE[:LINE]",
            autocompletion=completion.jobs,
        ),
    ] = None,
    key: Annotated[
        str | None, typer.Argument(help="A key of the job, such as `infrastructure.compute.cpu`.", metavar="KEY")
    ] = None,
    code: Annotated[
        str | None,
        typer.Option("--code", metavar="CODE", help="Explain a problem code.", autocompletion=completion.codes),
    ] = None,
    out: edge.Out = None,
    tenant: edge.Tenants = None,
    env: edge.Environments = None,
    format: edge.FormatOption = Format.text,
) -> None:
    """Say where a value comes from and goes to, what made a generated line, or what a problem code means."""
    from dativo_gen.explain.target import FileTarget, find_target
    from dativo_gen.pipeline import Request
    from dativo_gen.repository import WrongUsage, find_root

    here = find_root(Path.cwd()) or Path.cwd()
    named = [here]
    with edge.exit_codes(format, named):
        if code is not None:
            _code(code, format)
            return
        if target is None:
            raise WrongUsage("name a job or a generated file, or a code with --code")
        folder = edge.output_folder(here, out)
        found = find_target(target, folder)
        named[:] = [found.named]
        request = Request((found.named,), folder, frozenset(tenant or ()), frozenset(env or ()), today=edge.today())
        if isinstance(found, FileTarget):
            if key is not None:
                raise WrongUsage(f"{key}: a key belongs to a job, and {target} is a generated file")
            _file(found, request, format)
        else:
            _jobs(found, request, key, format)


def _code(code: str, format: Format) -> None:
    from dativo_gen.codes import CODES
    from dativo_gen.explain.texts import explanations
    from dativo_gen.repository import WrongUsage
    from dativo_gen.suggest import nearest

    if code not in CODES:
        near = nearest(code, CODES)
        raise WrongUsage(f"--code {code}: there is no such code" + (f"; did you mean `{near}`?" if near else ""))
    explained.show_code(code, explanations()[code], format)


def _jobs(target: JobTarget, request: Request, key: str | None, format: Format) -> None:
    """Every job that is meant. What is wrong with them is said first; what can be known is explained nevertheless."""
    from dativo_gen.cli.app import PROBLEMS
    from dativo_gen.explain.trace import jobs_of, problems_of
    from dativo_gen.pipeline import plan

    with edge.progress(False) as step:
        planned = plan(_scoped(request, target.scope), step)
        jobs = jobs_of(planned, target.key)
        if not jobs and not planned.judged.errors:
            raise _no_job(target, planned)
        wrong = problems_of(planned, jobs) if jobs else list(planned.judged.errors)
        told = [_told(planned, job, (key, target.line), wrong) for job in jobs]
    shown = [each for each in told if each.facts]
    if format is Format.json:
        problems.print_json(explained.jobs_data(shown, wrong))
    else:
        edge.show_judged(Judged(tuple(sorted(set(wrong)))), format, request.named)
        if format is Format.text:
            explained.show_jobs(shown, planned.repository.root, in_full=key is not None or target.line is not None)
    if wrong:
        raise typer.Exit(PROBLEMS)


def _told(planned: Whole, job: JobInput, part: tuple[str | None, int | None], wrong: list[Problem]) -> Told:
    """A job's values, those at a key or on a line alone if one is given. What is wrong is added to `wrong`."""
    from dativo_gen.explain.trace import NOWHERE, Told, landing, problems_of, story

    known = story(planned, job)
    key, line = part
    facts = known.facts
    lines = NOWHERE
    try:
        lines = landing(planned, job) if not problems_of(planned, [job]) else NOWHERE
        facts = known.find(key) if key is not None else known.on_line(line) if line is not None else facts
    except Rejected as rejected:
        wrong += rejected.problems
        facts = () if key is not None else facts
    return Told(known, facts, lines)


def _scoped(request: Request, scope: tuple[str, str] | None) -> Request:
    """The same, for one tenant and environment only."""
    if scope is None:
        return request
    return replace(request, tenants=frozenset(scope[:1]), environments=frozenset(scope[1:]))


def _no_job(target: JobTarget, planned: Whole) -> Exception:
    from dativo_gen.repository import WrongUsage
    from dativo_gen.suggest import nearest

    if target.key is None:
        return WrongUsage("no job there is of this tenant and environment")
    near = nearest(str(target.key), (str(job.key) for job in planned.loaded.inputs))
    return WrongUsage(f"{target.key}: there is no such job" + (f"; did you mean {near}?" if near else ""))


def _file(target: FileTarget, request: Request, format: Format) -> None:
    """Every line of a generated file, or one. It is rendered in memory; the file on the disk is only compared."""
    from dativo_gen.cli.app import PROBLEMS
    from dativo_gen.drawing import draw
    from dativo_gen.explain.trace import file_told
    from dativo_gen.pipeline import plan, with_places
    from dativo_gen.repository import WrongUsage
    from dativo_gen.tree import contents

    with edge.progress(False) as step:
        planned = with_places(plan(_scoped(request, target.scope), step))
        drawing = draw(planned)
        told = file_told(planned, drawing, target.path, target.line)
    wrong = planned.judged.errors
    inside = [path.name for path in contents(drawing.tree) if path.parent == target.path]
    if inside:
        raise WrongUsage(f"{planned.loaded.output / target.path}: is a folder; name one of {', '.join(inside)}")
    if told is None and not wrong:
        raise WrongUsage(f"{planned.loaded.output / target.path}: nothing that would be rendered now makes this file")
    if told is not None and target.line is not None and not told.lines and not told.note:
        raise WrongUsage(f"{told.path}: would be rendered with {told.count} lines now, so there is no {target.line}")
    if format is Format.json:
        problems.print_json(explained.file_data(told, wrong))
    else:
        edge.show_judged(Judged(wrong), format, request.named)
        if format is Format.text and told is not None:
            explained.show_file(told, planned.repository.root, in_full=target.line is not None)
    if wrong:
        raise typer.Exit(PROBLEMS)

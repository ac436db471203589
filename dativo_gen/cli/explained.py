"""What `explain` found out, as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dativo_gen.cli import problems
from dativo_gen.cli.problems import Format, one_line
from dativo_gen.codes import CODES
from dativo_gen.errors import Problem, Span
from dativo_gen.findings import Judged
from dativo_gen.node import Node, plain

if TYPE_CHECKING:
    from dativo_gen.explain.facts import Fact, Step, Written
    from dativo_gen.explain.texts import Explanation
    from dativo_gen.explain.trace import FileTold, Landing, Line, Told

KEY_WIDTH, VALUE_WIDTH = 44, 40


def show_code(code: str, text: Explanation, format: Format) -> None:
    """A problem code at length."""
    known = CODES[code]
    if format is not Format.text:
        data = {"why": text.why, "instead": text.instead, "wrong": text.wrong, "right": text.right}
        problems.print_json({"code": code, "severity": known.severity, "meaning": known.meaning} | data)
        return
    typer.echo(f"{code} ({known.severity}): {known.meaning}\n\n{text.why}\n{text.instead}\n")
    for name, example in (("wrong", text.wrong), ("right", text.right)):
        typer.echo(f"{name}:")
        for line in example.splitlines():
            typer.echo(f"  {line}".rstrip())


def show_jobs(jobs: Sequence[Told], root: Path, *, in_full: bool) -> None:
    """Each value of each job: a line of its own, or `in_full` all that is known of it."""
    for number, job in enumerate(jobs):
        if number:
            typer.echo("")
        typer.echo(f"# {job.story.key}, from {job.story.file}")
        for fact in job.facts:
            if in_full:
                _show_fact(fact, job.landing, _Source(root))
            else:
                typer.echo(_row(fact))


def _row(fact: Fact) -> str:
    key, value = one_line(fact.key).ljust(KEY_WIDTH), _value(fact.value.node).ljust(VALUE_WIDTH)
    return f"{key}  {value}  {fact.value.span}  {fact.value.layer}"


class _Source:
    """The lines of the repository's files, each file read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, list[str]] = {}

    def line(self, span: Span) -> str | None:
        """The line of a place, with its number; None where there is none."""
        if span.file not in self.files:
            place = self.root / span.file
            text = place.read_bytes().decode("utf-8", errors="replace") if place.is_file() else ""
            self.files[span.file] = text.split("\n")
        lines = self.files[span.file]
        return f"{span.line} | {one_line(lines[span.line - 1].rstrip())}" if span.line <= len(lines) else None


def _show_fact(fact: Fact, landing: Landing, source: _Source) -> None:
    typer.echo(f"{one_line(fact.key)} = {_value(fact.value.node)}")
    for line in _history(fact, source):
        typer.echo(f"  {line}")
    for path, number in landing.of(fact):
        typer.echo(f"  becomes    {path}:{number}")


def _history(fact: Fact, source: _Source) -> Iterator[str]:
    """Where a value stands, what was filled in, what it replaced."""
    yield f"written at {_at(fact.value)}"
    line = source.line(fact.value.span)
    if line is not None and fact.value.layer != "default":
        yield f"           {line}"
    yield from _steps(fact.steps, "")
    for lower in fact.overrode:
        yield f"overrides  {_value(lower.node)} at {_at(lower)}"


def _steps(steps: Iterable[Step], indent: str) -> Iterator[str]:
    for step in steps:
        yield f"{indent}filled in  ${{{step.name}}} = {_value(step.value.node)} from {_at(step.value)}"
        yield from _steps(step.steps, f"{indent}  ")


def _at(written: Written) -> str:
    return f"{written.span} ({written.layer})"


def _value(node: Node) -> str:
    """A value as JSON; numbers, dates and the like as their author wrote them."""
    if node.is_scalar and not isinstance(node.value, str):
        return one_line(node.text or "null")
    return one_line(json.dumps(plain(node), ensure_ascii=False))


def show_file(file: FileTold, root: Path, *, in_full: bool) -> None:
    """The lines of a file with their places; `in_full` also what is known of the values there."""
    if file.note:
        typer.echo(f"{file.path} is {file.note}")
        return
    warning = disk_warning(file, root)
    if warning:
        typer.echo(f"warning: {warning}", err=True)
    source = _Source(root)
    width = len(str(file.count))
    for line in file.lines:
        if in_full:
            _show_line(file, line, source)
        else:
            typer.echo(f"{line.number:{width}} | {one_line(line.text)}  <- {_origin(file, line)}")


def disk_warning(file: FileTold, root: Path) -> str | None:
    """What to know before one reads on: that the disk holds something else than what is explained."""
    place = root / file.path
    if not place.is_file():
        return f"{file.path} has not been rendered yet; this is what would be"
    if place.read_bytes() != file.text.encode("utf-8"):
        return f"{file.path} is not what would be rendered now; this explains what would be"
    return None


def _show_line(file: FileTold, line: Line, source: _Source) -> None:
    typer.echo(f"{file.path}:{line.number}")
    typer.echo(f"  {line.number} | {one_line(line.text)}")
    if not line.origin.spans:
        typer.echo(f"made by {_maker(file)}, from no value of a job")
    what = "made by" if line.origin.how == "value" else "inside of what was made by"
    told = {fact.value.span for _, fact in line.facts}
    for span in (each for each in line.origin.spans if each not in told):
        typer.echo(f"{what} {span}")
        shown = source.line(span)
        if shown is not None:
            typer.echo(f"  {shown}")
    for key, fact in line.facts:
        typer.echo(f"{one_line(fact.key)} = {_value(fact.value.node)} ({key})")
        for text in _history(fact, source):
            typer.echo(f"  {text}")


def _origin(file: FileTold, line: Line) -> str:
    places = ", ".join(map(str, line.origin.spans))
    return {"value": places, "around": f"inside of {places}", "template": _maker(file)}[line.origin.how]


def _maker(file: FileTold) -> str:
    if file.template and file.template.startswith("dativo://"):
        return f"the bundled module, in {file.template}"
    return f"the template {file.template}" if file.template else "dativo-gen itself"


def jobs_data(jobs: Sequence[Told], wrong: Iterable[Problem]) -> dict[str, Any]:
    """The same as JSON data."""
    return {"problems": _problems(wrong), "jobs": [_job_data(job) for job in jobs]}


def file_data(file: FileTold | None, wrong: Iterable[Problem]) -> dict[str, Any]:
    """The same as JSON data."""
    if file is None:
        return {"problems": _problems(wrong), "file": None, "lines": []}
    lines = [
        {
            "line": line.number,
            "text": line.text,
            "how": line.origin.how,
            "places": [_span_data(span) for span in line.origin.spans],
            "values": [{"job": str(key)} | _fact_data(fact) for key, fact in line.facts],
        }
        for line in file.lines
    ]
    about = {"file": str(file.path), "template": file.template, "note": file.note or None}
    return {"problems": _problems(wrong), **about, "lines": lines}


def _problems(wrong: Iterable[Problem]) -> list[dict[str, Any]]:
    return problems.as_json(problems.rated(Judged(tuple(sorted(set(wrong))))))


def _job_data(job: Told) -> dict[str, Any]:
    key = job.story.key
    values = [
        _fact_data(fact) | {"lines": [{"file": str(path), "line": line} for path, line in job.landing.of(fact)]}
        for fact in job.facts
    ]
    who = {"tenant": key.tenant, "environment": key.environment, "name": key.name, "file": job.story.file}
    return who | {"values": values}


def _fact_data(fact: Fact) -> dict[str, Any]:
    return {
        "key": fact.key,
        **_written_data(fact.value),
        "written": fact.value.node.template,
        "filled_in": [_step_data(step) for step in fact.steps],
        "overrode": [_written_data(lower) for lower in fact.overrode],
    }


def _written_data(written: Written) -> dict[str, Any]:
    return {"value": plain(written.node), "place": _span_data(written.span), "layer": written.layer}


def _step_data(step: Step) -> dict[str, Any]:
    return {"name": step.name, **_written_data(step.value), "filled_in": [_step_data(each) for each in step.steps]}


def _span_data(span: Span) -> dict[str, Any]:
    return {"file": span.file, "line": span.line, "column": span.column}

"""The tags of jobs, as a table or JSON: value, winner, what it overrode, what a destination makes of it and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import typer

from dativo_gen.cli import problems
from dativo_gen.cli.problems import one_line
from dativo_gen.findings import Judged

if TYPE_CHECKING:
    from dativo_gen.resolve import ResolvedJob
    from dativo_gen.tags.emit import Emitted, Entry
    from dativo_gen.tags.tag import Tag

    Told = tuple[ResolvedJob, Sequence[Emitted]]

WIDEST = 48
HEAD = ("tag", "value", "layer", "place")


def show_jobs(told: Sequence[Told]) -> None:
    """Each job with a row for every tag, and below the row what it overrode and what became of it."""
    for number, (job, emissions) in enumerate(told):
        if number:
            typer.echo("")
        typer.echo(f"# {job.key}, from {job.file}")
        rows = [_row(tag) for tag in job.tags.items]
        widths = [min(max(len(row[column]) for row in (HEAD, *rows)), WIDEST) for column in range(len(HEAD))]
        typer.echo(_line(HEAD, widths))
        for tag, row in zip(job.tags.items, rows, strict=True):
            typer.echo(_line(row, widths))
            for line in _below(tag, emissions):
                typer.echo(one_line(f"  {line}"))
        for tag in job.tags.removed:
            typer.echo(one_line(f"{tag.key} was taken away by {_at(tag)}"))
            for line in _overrode(tag):
                typer.echo(one_line(f"  {line}"))
        for emitted in emissions:
            typer.echo(_count(job, emitted))


def _row(tag: Tag) -> tuple[str, ...]:
    return one_line(tag.key), one_line(tag.text), tag.layer, str(tag.span)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _below(tag: Tag, emissions: Sequence[Emitted]) -> Iterator[str]:
    if tag.known_as is not None and tag.known_as != tag.key:
        yield f"is {tag.known_as}, by tags.aliases"
    yield from _overrode(tag)
    for emitted in emissions:
        entry = _entry(tag, emitted)
        name = emitted.destination.name
        if entry is None:
            yield f"{name}: left out"
        elif entry.changes:
            key = f"{entry.key} = " if entry.key != tag.key else ""
            yield f"{name}: {key}{entry.value} ({', '.join(entry.changes)})"


def _overrode(tag: Tag) -> Iterator[str]:
    for lower in tag.overrode:
        key = f"{lower.key} = " if lower.key != tag.key else ""
        yield f"over {key}{lower.text} ({_at(lower)})"


def _at(tag: Tag) -> str:
    return f"{tag.layer}, {tag.span}"


def _entry(tag: Tag, emitted: Emitted) -> Entry | None:
    return next((entry for entry in emitted.entries if entry.tag is tag), None)


def _count(job: ResolvedJob, emitted: Emitted) -> str:
    """How many of the tags arrive, how many of these in another form, how many there is room for."""
    all_of_them, there = len(job.tags.items), len(emitted.entries)
    changed = sum(1 for entry in emitted.entries if entry.changes)
    to = emitted.destination
    room = f", room for {to.room}" if to.room is not None else ""
    return f"{to.name}: {there} of {problems.counted(all_of_them, 'tag')}, {changed} changed{room}"


def jobs_data(told: Sequence[Told], found: Judged) -> dict[str, Any]:
    """The same as data; a tag that a destination does not get has null there."""
    return {
        "jobs": [_job(job, emissions) for job, emissions in told],
        "problems": problems.as_json(problems.rated(found)),
    }


def _job(job: ResolvedJob, emissions: Sequence[Emitted]) -> dict[str, Any]:
    return {
        "tenant": job.key.tenant,
        "environment": job.key.environment,
        "name": job.key.name,
        "file": job.file,
        "tags": [
            {**_tag(tag), "emitted": {each.destination.name: _form(_entry(tag, each)) for each in emissions}}
            for tag in job.tags.items
        ],
        "removed": [_tag(tag) for tag in job.tags.removed],
    }


def _tag(tag: Tag) -> dict[str, Any]:
    return {
        "key": tag.key,
        "value": list(tag.value) if isinstance(tag.value, tuple) else tag.value,
        "text": tag.text,
        "known_as": tag.known_as,
        "layer": tag.layer,
        "place": str(tag.span),
        "overrode": [
            {"key": each.key, "text": each.text, "layer": each.layer, "place": str(each.span)} for each in tag.overrode
        ],
    }


def _form(entry: Entry | None) -> dict[str, Any] | None:
    return {"key": entry.key, "value": entry.value, "changes": list(entry.changes)} if entry is not None else None

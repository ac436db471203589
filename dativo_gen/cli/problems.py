"""Problems as their reader wants them: a person at a terminal, a pipe, a program, GitHub, a SARIF viewer."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any
from urllib.parse import quote

import typer

from dativo_gen import __version__
from dativo_gen.codes import CODES
from dativo_gen.errors import Problem
from dativo_gen.findings import Judged

ReadLine = Callable[[str, int], str | None]
"""The text of a line (file from the root, line from 1), None where it cannot be had."""

Rated = tuple[Problem, str]
"""A problem and how bad it is here: `error` or `warning`."""


class Format(StrEnum):
    """How problems and results are shown."""

    text = "text"
    json = "json"
    github = "github"
    sarif = "sarif"


def rated(judged: Judged) -> list[Rated]:
    """Errors and warnings together, in the order of their places."""
    errors = [(problem, "error") for problem in judged.errors]
    return sorted([*errors, *((problem, "warning") for problem in judged.warnings)])


def show_text(problems: Iterable[Rated], read_line: ReadLine) -> None:
    """One line a problem on standard error; on a terminal with the source line and a caret; hints below."""
    for problem, severity in problems:
        mark = "warning: " if severity == "warning" else ""
        typer.echo(one_line(f"{problem.span}: {problem.code}: {mark}{problem.message}"), err=True)
        if sys.stderr.isatty():
            for line in _pointed(problem, read_line):
                typer.echo(line, err=True)
        if problem.hint:
            typer.echo(one_line(f"hint: {problem.hint}"), err=True)


def counted(number: int, word: str) -> str:
    """`1 job`, `19 jobs`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def one_line(text: str) -> str:
    """A value in a message may hold line ends and characters that a terminal would obey."""
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode() for each in text)


def _pointed(problem: Problem, read_line: ReadLine) -> list[str]:
    """The source line and a caret below the column; tabs stay tabs, so that the caret stands right."""
    line = read_line(problem.span.file, problem.span.line)
    if line is None or not line.strip():
        return []
    number = str(problem.span.line)
    before = "".join("\t" if each == "\t" else " " for each in line[: problem.span.column - 1])
    return [f"  {number} | {line.expandtabs(1)}", f"  {' ' * len(number)} | {before.expandtabs(1)}^"]


def as_json(problems: Iterable[Rated]) -> list[dict[str, Any]]:
    """Problems as JSON data."""
    return [
        {
            "file": problem.span.file,
            "line": problem.span.line,
            "column": problem.span.column,
            "code": problem.code,
            "severity": severity,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem, severity in problems
    ]


def print_json(data: Any) -> None:
    """Data alone on standard output."""
    sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def as_github(problems: Iterable[Rated]) -> list[str]:
    """Workflow commands that GitHub shows beside the lines (its "Workflow commands" page)."""
    return [
        f"::{severity} file={_property(problem.span.file)},line={problem.span.line},col={problem.span.column},"
        f"title={_property(problem.code)}::{_message(_full(problem))}"
        for problem, severity in problems
    ]


def _full(problem: Problem) -> str:
    return f"{problem.message}\nhint: {problem.hint}" if problem.hint else problem.message


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(problems: Iterable[Rated]) -> dict[str, Any]:
    """A SARIF 2.1.0 log (OASIS standard); places are relative to the repository's root."""
    from dativo_gen.explain.texts import explanations

    found = list(problems)
    codes = sorted({problem.code for problem, _ in found})
    known = explanations()
    rules = [
        {
            "id": code,
            "shortDescription": {"text": CODES[code].meaning},
            "help": {"text": f"{known[code].why}\n{known[code].instead}"},
            "defaultConfiguration": {"level": "error" if CODES[code].severity == "error" else "warning"},
        }
        for code in codes
    ]
    driver = {"name": "dativo-gen", "version": __version__, "rules": rules}
    results = [_result(problem, severity, codes.index(problem.code)) for problem, severity in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return {"$schema": schema, "version": "2.1.0", "runs": [run]}


def _result(problem: Problem, severity: str, rule: int) -> dict[str, Any]:
    location = {
        "artifactLocation": {"uri": quote(problem.span.file), "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": problem.span.line, "startColumn": problem.span.column},
    }
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": severity,
        "message": {"text": _full(problem)},
        "locations": [{"physicalLocation": location}],
    }

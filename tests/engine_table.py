"""Prints the report of `engine_report` as a table; exits 1 if an engine that is there was left out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def rows(report: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Engine, version and tests run: a row for each engine, those with most tests first."""
    yield "engine", "version", "tests run"
    by_use = sorted(report["engines"].items(), key=lambda entry: (-entry[1]["run"], entry[0]))
    for name, engine in by_use:
        yield name, engine["version"] or "not here", told(engine)


def told(engine: dict[str, Any]) -> str:
    skipped = len(engine["skipped"])
    return f"{engine['run']}, {skipped} skipped" if skipped else str(engine["run"])


def table(lines: list[tuple[str, str, str]]) -> Iterator[str]:
    """The rows as text, with columns as wide as their widest cell."""
    widths = [max(len(line[column]) for line in lines) for column in range(3)]
    for line in lines:
        yield " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def faults(report: dict[str, Any]) -> Iterator[str]:
    """Why the run does not count: a test left out though its engine is here, or for no missing engine."""
    for name, engine in report["engines"].items():
        if engine["version"] and engine["skipped"]:
            count, one = len(engine["skipped"]), min(engine["skipped"])
            yield f"engine {name} is here, yet {count} of its tests were skipped: {one}"
    for test, why in report["other_skips"].items():
        yield f"skipped without naming a missing engine: {test}: {why}"


def main(file: Path) -> int:
    """Prints table and faults; 0 if there are none, else 1."""
    if not file.exists():
        print(f"no report of engines at {file}: the tests did not end", file=sys.stderr)
        return 1
    report = json.loads(file.read_text())
    print("\n".join(table(list(rows(report)))))
    found = list(faults(report))
    print("".join(f"{fault}\n" for fault in found), end="", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

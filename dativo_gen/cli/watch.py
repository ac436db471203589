"""The loop of `--watch`: do something now and whenever a file of the repository changes, until Ctrl-C."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path

import typer

IGNORED = (".terraform", ".ruff_cache", "__pycache__", ".dativo-gen-cache")
"""Folders in which nobody writes a job config, beside those that watchfiles itself passes over (`.git`, `.venv`)."""

_PAUSE = 20
"""Milliseconds without another change after which a turn begins: editors save in several steps."""

_FIRST_LOOK = 200
"""Milliseconds until the first turn, when the watch stands and no change can be missed."""


def watch(root: Path, run: Callable[[frozenset[Path]], Path | None]) -> None:
    """Call `run` now and after each change below `root`, with what changed (nothing at first). It gives the folder in
    which changes do not count.

    Returns on Ctrl-C. Raises DiskError if the folder cannot be watched.
    """
    from dativo_gen.lock import DiskError

    output: Path | None = None
    try:
        with closing(_turns(root)) as turns:
            for changed in turns:
                if changed is None or any(_counts(path, output) for path in changed):
                    _part()
                    output = run(frozenset(changed or ())) or output
    except KeyboardInterrupt:
        return
    except OSError as error:
        raise DiskError(f"{root}: cannot be watched: {error}") from error


def _turns(root: Path) -> Generator[set[Path] | None, None, None]:
    """None for the first turn, then what changed in each."""
    from watchfiles import DefaultFilter
    from watchfiles import watch as changes

    ignored = DefaultFilter(ignore_dirs=(*DefaultFilter.ignore_dirs, *IGNORED))
    first = True
    watched = changes(root, watch_filter=ignored, step=_PAUSE, rust_timeout=_FIRST_LOOK, yield_on_timeout=True)
    for found in watched:
        if first:
            yield None
        elif found:
            yield {Path(path) for _, path in found}
        first = False


def _counts(path: Path, output: Path | None) -> bool:
    return output is None or not path.is_relative_to(output)


def _part() -> None:
    """A clean screen, or where there is none a line between two turns."""
    if sys.stdout.isatty():
        typer.echo("\033[2J\033[H", nl=False)
    else:
        typer.echo("---")

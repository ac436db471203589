"""`dativo-gen render --watch`: render whenever a file is saved, only what it touches."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dativo_gen.cli import edge
from dativo_gen.cli.outcome import show_outcome
from dativo_gen.cli.problems import Format, counted

if TYPE_CHECKING:
    from dativo_gen.drawing import Outcome
    from dativo_gen.fleet import Fleet, Means
    from dativo_gen.pipeline import Request

_WAITING = "waiting for changes (Ctrl-C ends)"


def watch_and_render(request: Request, means: Means, seconds: float, quiet: bool) -> None:
    """Render now and after every change, until Ctrl-C. `seconds` to wait for another run each time."""
    from dativo_gen.cli.watch import watch
    from dativo_gen.repository import open_repository

    means.warm.lasting = True
    watch(open_repository(request.named).root, Turns(request, means, seconds, quiet).turn)


@dataclass(slots=True)
class Turns:
    """One turn after another: what the last one wrote need not be looked at again."""

    request: Request
    means: Means
    seconds: float
    quiet: bool
    written: Fleet | None = None

    def turn(self, changed: frozenset[Path]) -> Path | None:
        """Render once and say how it stands. Gives the output folder, None if the settings cannot be read."""
        output: Path | None = None
        try:
            with edge.exit_codes(Format.text, self.request.named):
                output = self._rendered(changed)
        except typer.Exit:  # what is wrong was shown; the next change may mend it
            typer.echo(f"nothing was rendered; {_WAITING}")
            self.means, self.written = replace(self.means, repository=None), None
        gc.collect()  # a command looks for no garbage; this one goes on, and need not look at what it keeps
        gc.freeze()
        return output

    def _rendered(self, changed: frozenset[Path]) -> Path:
        from dativo_gen.fleet import plan_fleet

        known = self.means.repository
        self.means = replace(self.means, repository=known.after(changed) if known is not None else None)
        request = replace(self.request, today=edge.today())
        planned = plan_fleet(request, self.means, _silent)
        self.means = replace(self.means, repository=planned.repository)
        edge.show_judged(planned.judged, Format.text, request.named)
        if planned.judged.errors:
            typer.echo(f"nothing written: {counted(len(planned.judged.errors), 'error')}; {_WAITING}")
            return planned.repository.root / planned.output
        outcome = self._written(request, planned)
        show_outcome(outcome, Format.text, False, self.quiet)
        self.written = None if outcome.refused else planned
        typer.echo(_WAITING)
        return outcome.output

    def _written(self, request: Request, planned: Fleet) -> Outcome:
        from dativo_gen.cli.render import run
        from dativo_gen.turns import narrow

        less = narrow(self.written, planned) if self.written is not None else None
        if less is None:
            return run(request, planned, _silent, self.seconds)
        return run(request, less.planned, _silent, self.seconds, less.skip)


def _silent(step: str) -> None:
    """Nobody reads what passes in a moment."""

"""A request and a commit -> the planned fleet, narrowed to the jobs that what changed since then reaches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dativo_gen.judging import judge
from dativo_gen.load import Loaded
from dativo_gen.pipeline import Request, Whole, plan
from dativo_gen.selection import Changed
from dativo_gen.since import Touched, affected_since


def plan_changed(request: Request, ref: str, step: Callable[[str], None]) -> Whole:
    """Load and judge, like `pipeline.plan`; only jobs that changed since the commit `ref` are selected.

    Rendered over what a run wrote at that commit this gives what a run for all jobs would. Raises Rejected for
    unusable settings, WrongUsage also for a ref that git does not know, GitFailedError.
    """
    planned = plan(request, step)
    step(f"looking for what changed since {ref}")
    changed = narrowed(planned.loaded, affected_since(planned.loaded, ref))
    selection = replace(planned.selection, changed=changed)
    return replace(planned, selection=selection, judged=judge(planned.bench, selection))


def narrowed(loaded: Loaded, touched: Touched) -> Changed:
    """The files of what is touched.

    Files and not jobs: what is written from one file is written from all of it, or what another job of the file
    still needs would look like something that was left behind.
    """
    files = {file for file, keys in loaded.keys.items() if not keys.isdisjoint(touched.jobs)}
    return Changed(frozenset({*files, *touched.files, *touched.gone.values()}), touched.concerns)

"""Random edits of a small repository: rendering what changed since a commit gives what rendering everything gives."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from dativo_gen import disk
from dativo_gen.changed import plan_changed
from dativo_gen.drawing import prepare
from dativo_gen.errors import Rejected
from dativo_gen.lock import Held, locked
from dativo_gen.model.job import JobKey
from dativo_gen.pipeline import Request, Whole, plan

from .past import Project, project
from .random_edits import FILES, edit

SEEDS = (*range(10), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(10, 300)))
ROUNDS = 3
WORDS = ("keep", "destroy", "gone")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended: what it said, and every file below the output folder then."""

    said: tuple[str, ...]
    files: dict[str, bytes]

    @property
    def wrote(self) -> bool:
        return self.said == ()


def render(root: Path, since: str | None = None) -> Ended:
    """Write, as the command does."""
    request = Request((root / "jobs",))
    with locked(root / "generated", print) as held:
        try:
            planned = plan_changed(request, since, _silent) if since is not None else plan(request, _silent)
            said = _write(request, planned, held)
        except Rejected as rejected:
            said = tuple(str(each) for each in rejected.problems)
    return Ended(said, _files(root / "generated"))


def _write(request: Request, planned: Whole, held: Held) -> tuple[str, ...]:
    if planned.judged.errors:
        return tuple(str(each) for each in planned.judged.errors)
    outcome = prepare(request, planned, _silent)
    if not outcome.refused:
        disk.apply(held, outcome.diff, outcome.tree)
    return (*map(str, outcome.verdict.refusals), *map(str, outcome.diff.refused))


def _silent(step: str) -> None:
    del step


def _files(output: Path) -> dict[str, bytes]:
    found = (path for path in output.rglob("*") if path.is_file() and not path.name.startswith(".dativo-gen.lock"))
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in found}


def say_removed(made: Project, keys: set[JobKey], chance: random.Random) -> None:
    """Allow what would be refused."""
    path = made.root / "dativo-gen.yaml"
    text = path.read_text("utf-8")
    lines = "".join(f"  {key}: {chance.choice(WORDS)}\n" for key in sorted(keys) if f"  {key}:" not in text)
    path.write_text(text + lines if "\nremoved:\n" in text else f"{text}removed:\n{lines}" if lines else text, "utf-8")


def _with_terraform(planned: Whole) -> set[JobKey]:
    return {key for stack in planned.facts.stacks for key, _ in stack.jobs}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_run_for_what_changed_ends_like_a_run_for_everything(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    made = project(tmp_path / "platform", FILES)
    assert render(made.root).wrote
    for number in range(ROUNDS):
        made.commit()
        before = _with_terraform(plan(Request((made.root / "jobs",)), _silent))
        gone = before - _with_terraform(edit(made, chance))
        ended = _both(made, tmp_path / f"whole-{number}")
        if not ended.wrote:
            say_removed(made, gone, chance)
            ended = _both(made, tmp_path / f"allowed-{number}")
        if not ended.wrote:
            break


def _both(made: Project, copy: Path) -> Ended:
    """Render what changed, and in a copy everything."""
    shutil.copytree(made.root, copy)
    whole, changed = render(copy), render(made.root, "HEAD")
    assert changed.said == whole.said
    differing = {
        path for path in whole.files.keys() | changed.files if whole.files.get(path) != changed.files.get(path)
    }
    assert not differing
    return whole

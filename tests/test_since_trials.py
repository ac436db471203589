"""Random edits of a small repository: what is rendered in another way belongs to a job that is said to be affected."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

from dativo_gen.drawing import draw
from dativo_gen.model.job import JobKey
from dativo_gen.pipeline import Whole
from dativo_gen.since import Touched, affected_since
from dativo_gen.tags_file import TAGS

from .past import project
from .random_edits import FILES, edit, plan_all

SEEDS = (*range(25), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(25, 400)))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_rendered_in_another_way_belongs_to_an_affected_job(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    made = project(tmp_path / "platform", FILES)
    before = plan_all(made)
    assert before.judged.errors == ()
    old = draw(before).tree
    after = edit(made, chance)
    touched, new = affected_since(after.loaded, "HEAD"), draw(after).tree
    missed = [
        f"{folder}/{name}"
        for folder in sorted(old.keys() | new.keys())
        for name in _differing(old.get(folder), new.get(folder))
        if not _is_answered(folder / name, (before, after), touched)
    ]
    assert not missed, touched


def _differing(old: object, new: object) -> Iterator[str]:
    before, after = (getattr(each, "files", {}) for each in (old, new))
    for name in sorted(before.keys() | after.keys()):
        sides = [files[name].text if name in files else None for files in (before, after)]
        if sides[0] != sides[1]:
            yield name


def _is_answered(path: PurePosixPath, sides: tuple[Whole, Whole], touched: Touched) -> bool:
    """Whether a job that has a part in the file is affected, or is gone; each file of one job by that very job."""
    if path.parts[0] == "terraform" and path.parts[1] == "_modules":
        return True
    keys = {key for side in sides for key in _keys_of(path, side)}
    told = touched.jobs if path.name == TAGS else frozenset(touched.reasons)
    return bool(keys & (told | touched.gone.keys()))


def _keys_of(path: PurePosixPath, side: Whole) -> set[JobKey]:
    target = path.parts[0]
    if target == "terraform":
        return {m.key for stack in side.stacks if stack.key.folder == path.parent for m in stack.jobs}
    if target == "jobs":
        return {JobKey(path.parts[2], path.parts[1], path.stem)}
    if len(path.parts) == 3:  # what all tenants of an environment share
        return {run.key for crew in side.part.crews for run in crew.runs if run.key.environment == path.parts[1]}
    return {
        run.key
        for crew in side.part.crews
        for site in crew.orchestrator.sites(crew.runs)
        if site.path == path.parent and (target != "airflow" or len(path.parts) < 4 or path.stem in site.names.values())
        for run in site.runs
    }

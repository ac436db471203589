"""Rendering without places writes the same texts as rendering with them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dativo_gen.drawing import draw
from dativo_gen.orchestrators.json_text import json_as_dumped
from dativo_gen.pipeline import Request, Whole, plan
from dativo_gen.render import PlainRenderer, Renderer
from dativo_gen.sketch import LiveStudio, yard_of
from dativo_gen.tree import WantedFile, contents
from tests.goldens import Case, cases, clear, lay_out, run

EACH_CASE = pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
VALUES = st.recursive(
    st.text() | st.booleans(),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(), inside, max_size=3),
)


def _drawn(planned: Whole, renderer: Renderer) -> Mapping[PurePosixPath, WantedFile]:
    ground = replace(planned.ground, renderer=renderer)
    part = replace(planned.part, loaded=replace(planned.loaded, ground=ground))
    bench, studio = replace(planned.bench, ground=ground), LiveStudio(part, yard_of(ground))
    return contents(draw(replace(planned, bench=bench, studio=studio, part=part)).tree)


@EACH_CASE
def test_every_golden_is_the_same_text_with_and_without_places(case: Case, tmp_path: Path) -> None:
    for inputs in case.earlier:
        lay_out(inputs, tmp_path)
        run(tmp_path)
        clear(tmp_path)
    lay_out(case.inputs, tmp_path)
    planned = plan(Request((tmp_path / "job_configs",)), lambda step: None)
    plain = PlainRenderer(planned.loaded.renderer.user)
    without, with_places = _drawn(planned, plain), _drawn(planned, plain.with_places())
    assert {path: file.text for path, file in without.items()} == {p: file.text for p, file in with_places.items()}
    assert not any(file.lines for file in without.values())
    assert any(file.lines for file in with_places.values())


@given(VALUES)
def test_tags_are_written_as_the_standard_library_dumps_them(value: object) -> None:
    assert json_as_dumped(value) == json.dumps(value, indent=2, ensure_ascii=False)

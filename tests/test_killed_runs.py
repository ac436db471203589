"""Any trees one after the other, runs killed at any step: nothing is lost, and the next run repairs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dativo_gen.disk import apply, perform, scan
from dativo_gen.lock import locked
from dativo_gen.steps import Rename, Step, Write, steps
from dativo_gen.tree import Tree
from tests.ondisk import Files, P, compare, empty_folders, put, render, standing, tree


@contextmanager
def output_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name) / "out"


def alone(wanted: Tree) -> dict[str, bytes]:
    """What a run into an empty folder writes."""
    with output_folder() as output:
        render(output, wanted)
        return standing(output)


def kill(output: Path, wanted: Tree, after: int) -> bool:
    """A run that ends after so many steps, the last one half done if it writes; whether it got that far."""
    output.mkdir(parents=True, exist_ok=True)  # as `locked` does
    todo = list(steps(compare(output, wanted), wanted))
    for step in todo[:after]:
        perform(output, step)
    if after < len(todo) and isinstance(todo[after], Write):
        perform(output, half(todo[after]))
    return after < len(todo)


def half(step: Step) -> Step:
    assert isinstance(step, Write)
    return Write(step.path, step.text[: len(step.text) // 2])


texts = st.sampled_from(["", "a\n", "b\n", "c"])
names = st.sampled_from(["main.tf", "dags/x.py", "dags/y.py"])
trees = st.dictionaries(
    st.sampled_from([".", "s/one", "s/one/deep", "s/two"]),
    st.dictionaries(names, texts, max_size=3),
    max_size=3,
).map(tree)
foreign = st.dictionaries(st.sampled_from(["s/one/extra.tf", "s/two/.terraform/x", "mine"]), texts)


@settings(deadline=None, max_examples=40)
@given(trees, trees, foreign)
def test_after_a_run_there_is_nothing_left_to_do(first: Tree, second: Tree, others: Files) -> None:
    with output_folder() as output:
        put(output, others)
        for wanted in (first, second):
            render(output, wanted)
            assert compare(output, wanted).idle
        ours = {path: text for path, text in standing(output).items() if path not in others}
        assert ours == alone(second)
        assert {path: (output / path).read_text() for path in others} == others


@settings(deadline=None, max_examples=40)
@given(
    trees,
    trees,
    st.dictionaries(st.sampled_from(["s/one/main.tf", "s/two/dags/x.py"]), st.just("hand")),
)
def test_what_others_changed_is_never_lost(first: Tree, second: Tree, edits: Files) -> None:
    with output_folder() as output:
        render(output, first)
        put(output, edits)
        with locked(output, pytest.fail) as held:
            change = compare(output, second)
            touched = {*change.changed, *change.deleted, *change.created}
            assert touched.isdisjoint(P(path) for path in edits)
            if not change.refused:
                apply(held, change, second)
        assert {path: (output / path).read_text() for path in edits} == edits


@settings(deadline=None, max_examples=40)
@given(st.tuples(trees, trees, trees, trees), st.tuples(st.integers(0, 40), st.integers(0, 40)), foreign)
def test_runs_killed_anywhere_are_repaired_even_if_inputs_change_between(
    versions: tuple[Tree, Tree, Tree, Tree], kills: tuple[int, int], others: Files
) -> None:
    whole, one, two, last = versions
    with output_folder() as output:
        put(output, others)
        render(output, whole)
        kill(output, one, kills[0])
        kill(output, two, kills[1])
        assert render(output, last).refused == ()
        assert compare(output, last).idle
        assert standing(output) == alone(last) | {path: text.encode() for path, text in others.items()}
        assert empty_folders(output) == set()


BEFORE = tree({"s/one": {"main.tf": "a\n", "old.tf": "o\n"}, "s/two": {"main.tf": "t\n"}})
DURING = tree({"s/one": {"main.tf": "b\n", "new.tf": "n\n"}, "s/three": {"main.tf": "three\n"}})
AFTER = tree({"s/one": {"main.tf": "c\n"}, "s/two": {"main.tf": "u\n"}})


@pytest.mark.parametrize("last", [BEFORE, DURING, AFTER, {}], ids=["back", "same", "other", "nothing"])
def test_a_run_killed_at_any_step_is_repaired(tmp_path: Path, last: Tree) -> None:
    after, goes_on = 0, True
    while goes_on:
        output = tmp_path / str(after)
        render(output, BEFORE)
        goes_on = kill(output, DURING, after)
        render(output, last)
        assert standing(output) == alone(last)
        assert empty_folders(output) == set()
        after += 1
    assert after > 20


def test_what_an_earlier_killed_run_wrote_is_ours_after_a_second_kill(tmp_path: Path) -> None:
    after, goes_on = 0, True
    while goes_on:
        output = tmp_path / str(after)
        render(output, BEFORE)
        todo = list(steps(compare(output, DURING), DURING))
        manifest = next(step for step in todo if isinstance(step, Rename) and P(step.to).name == ".dativo-gen.json")
        kill(output, DURING, todo.index(manifest))
        goes_on = kill(output, AFTER, after)
        render(output, BEFORE)
        assert standing(output) == alone(BEFORE)
        after += 1


def test_a_manifest_never_says_more_than_what_stands(tmp_path: Path) -> None:
    after, goes_on = 0, True
    while goes_on:
        output = tmp_path / str(after)
        render(output, BEFORE)
        goes_on = kill(output, DURING, after)
        existing = scan(output, DURING, "generated")
        if existing.folders[P("s/one")].manifest.files.keys() == {"main.tf", "new.tf"}:
            assert (output / "s/one/main.tf").read_text() == "b\n"
        after += 1

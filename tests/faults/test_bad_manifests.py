"""Manifests that are damaged, missing or of a later version: refused or rebuilt, and never a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dativo_gen.errors import Rejected
from dativo_gen.manifest import (
    Entry,
    Journal,
    Manifest,
    digest,
    dump,
    dump_journal,
    dump_paths,
    is_cut_off,
    parse,
    parse_journal,
    parse_paths,
)
from tests.faults.small import VERSIONS, Small, small
from tests.ondisk import standing
from tests.test_manifest import manifests

WHOLE = Manifest(
    {"main.tf": Entry(digest("a"), ("jobs/x.yaml", "jobs/é.yaml")), "sub/b.tf": Entry(digest("b"))},
    {"jobs/x.yaml": digest("x")},
    {"backend": {"type": "s3", "more": [1, 2.5, None, True, {}, []]}},
)
JOURNAL_TEXT = dump_journal(Journal(WHOLE, {"main.tf": (digest("old"), digest("older"))}))


@given(manifests)
def test_a_manifest_is_the_json_of_the_standard_library(manifest: Manifest) -> None:
    text = dump(manifest)
    assert text == json.dumps(json.loads(text), indent=2, sort_keys=True) + "\n"


def test_numbers_and_empty_things_are_written_as_the_standard_library_does() -> None:
    for text in (dump(WHOLE), JOURNAL_TEXT):
        assert text == json.dumps(json.loads(text), indent=2, sort_keys=True) + "\n"
    assert parse(dump(WHOLE), "x") == WHOLE


@given(st.data())
def test_damaged_text_is_a_problem_and_nothing_else(data: st.DataObject) -> None:
    read: Callable[[str, str], object]
    text, read = data.draw(st.sampled_from([(dump(WHOLE), parse), (JOURNAL_TEXT, parse_journal)]))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 80)))
    what = data.draw(
        st.text(max_size=6) | st.sampled_from(["1e999", "NaN", "-Infinity", '"\\ud800"', "[[", "{}", "null"])
    )
    try:
        read(text[:start] + what + text[end:], "x")
    except Rejected as rejected:
        assert [problem.code for problem in rejected.problems] in (["manifest-unreadable"], ["manifest-newer"])


ANY = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["files", "record", "a"]), inner),
)


@given(st.dictionaries(st.sampled_from(["files", "format", "record", "inputs", "a"]), ANY))
def test_any_json_is_a_problem_or_a_manifest_that_can_be_written_again(keys: dict[str, object]) -> None:
    text = json.dumps({"format": 1, "files": {}, "inputs": {}, **keys})
    try:
        manifest = parse(text, "x")
    except Rejected:
        return
    assert parse(dump(manifest), "x") == manifest


@pytest.mark.parametrize(
    "record", ['{"a": NaN}', '{"a": [1e999]}', '{"a": -Infinity}', '{"a":' * 101 + "1" + "}" * 101]
)
def test_a_record_that_could_not_be_written_again_is_refused(record: str) -> None:
    with pytest.raises(Rejected):
        parse('{"format": 1, "files": {}, "inputs": {}, "record": ' + record + "}", "x")


def test_a_name_that_no_disk_holds_is_refused() -> None:
    with pytest.raises(Rejected):
        parse(dump(WHOLE).replace("main.tf", "\\ud800"), "x")


@given(st.integers(0, len(JOURNAL_TEXT) - 3))
def test_a_journal_cut_short_by_a_loss_of_power_is_known(length: int) -> None:
    assert is_cut_off(JOURNAL_TEXT[:length])
    assert is_cut_off("\0" * length)
    assert not is_cut_off(JOURNAL_TEXT)


@given(st.lists(st.sampled_from(["a", "a/b", "é", "x y"]), unique=True), st.text())
def test_the_note_of_emptied_folders_comes_back_and_anything_else_is_none(paths: list[str], text: str) -> None:
    assert parse_paths(dump_paths(paths)) == tuple(paths)
    assert all(not path.startswith(("/", "..")) for path in parse_paths(text))


def manifest_of(repository: Small) -> Path:
    return repository.stack() / ".dativo-gen.json"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "manifest-unreadable"),
        ("\0" * 4096, "manifest-unreadable"),
        ('{\n<<<<<<< HEAD\n  "format": 1\n', "manifest-unreadable"),
        ('{"format": 2, "files": {}}', "manifest-newer"),
    ],
)
def test_a_bad_manifest_stops_everything_until_it_is_restored(tmp_path: Path, text: str, said: str) -> None:
    repository = small(tmp_path / "r")
    repository.done()
    good = manifest_of(repository).read_text()
    manifest_of(repository).write_text(text)
    before = standing(repository.output)
    repository.become(VERSIONS[1])
    ran = repository.render()
    assert ran.code == 1, ran
    assert said in ran.stderr
    assert "restore the manifest" in ran.stderr or "version of dativo-gen" in ran.stderr
    assert standing(repository.output) == before
    manifest_of(repository).write_text(good)
    repository.is_repaired()


def test_a_missing_manifest_comes_back_where_the_files_are_as_they_would_be_written(tmp_path: Path) -> None:
    repository = small(tmp_path / "r")
    repository.done()
    for path in repository.output.rglob(".dativo-gen.json"):
        path.unlink()
    repository.is_repaired()


def test_a_missing_manifest_makes_changed_files_foreign_until_they_are_forced(tmp_path: Path) -> None:
    repository = small(tmp_path / "r")
    repository.done()
    manifest_of(repository).unlink()
    before = standing(repository.output)
    repository.become(VERSIONS[1])
    ran = repository.render()
    assert ran.code == 4, ran
    assert "not written by dativo-gen" in ran.stderr
    assert "--force-path" in ran.stderr
    assert standing(repository.output) == before
    repository.done("--force-path", repository.stack().relative_to(repository.root).as_posix())
    repository.is_repaired()


@pytest.mark.parametrize("damage", ["", "\0\0\0\0", '{\n  "earlier": {'])
def test_a_journal_that_never_reached_the_disk_is_passed_over(tmp_path: Path, damage: str) -> None:
    """Simulated: what a loss of power leaves of a file that was not synced yet."""
    repository = small(tmp_path / "r")
    repository.done()
    (repository.stack() / ".dativo-gen.json.next").write_text(damage)
    repository.become(VERSIONS[1])
    repository.is_repaired()

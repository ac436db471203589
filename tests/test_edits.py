"""`render --diff` on a file that others changed: as generated, as it stands, as it is wanted."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path, PurePosixPath

import pytest

from dativo_gen.head import kept_texts
from dativo_gen.manifest import digest
from dativo_gen.three_way import ThreeTexts, told
from tests.removals import SHARED, Repository, repository

FILE = "generated/jobs/prod/acme/orders.yaml"
COMMIT = "git's last commit"


@pytest.fixture
def lake(tmp_path: Path) -> Repository:
    """One job with its stack, rendered and committed; the repository of git begins above."""
    made = repository(tmp_path / "data platform")
    made.job("orders", SHARED)
    made.done()
    made.commit(tmp_path)
    return made


def edit(made: Repository, file: str = FILE) -> None:
    with (made.root / file).open("a") as text:
        text.write("note: mine\n")


def test_an_edit_of_what_is_still_wanted_needs_no_git(lake: Repository, tmp_path: Path) -> None:
    (tmp_path / ".git").rename(tmp_path / "no-git")
    edit(lake)
    shown = lake.refused("--diff").stdout
    assert shown.startswith(
        f"# {FILE}: edited\n# what others changed in what was generated (the same as is wanted now):"
    )
    assert "\n+note: mine\n# what would be written is what was generated: the edit would be undone\n" in shown


@pytest.mark.parametrize("kept", [COMMIT, "git's index"])
def test_an_edit_and_a_change_of_the_inputs_are_shown_apart(lake: Repository, kept: str, tmp_path: Path) -> None:
    if kept != COMMIT:
        lake.git("rm", "--quiet", "--cached", "-r", "generated")
        lake.git("commit", "--quiet", "-m", "without the tree")
        lake.git("add", "--all")
    edit(lake)
    lake.job("orders", SHARED, tags={"team": "data"})
    shown = lake.refused("--diff").stdout
    by_hand, _, by_inputs = shown[shown.index(f"# {FILE}") :].partition("# what would be written, against what was")
    assert f"({kept})" in by_hand
    assert "+note: mine" in by_hand
    assert "team" not in by_hand
    assert "team: data" in by_inputs
    assert "note: mine" not in by_inputs


def test_what_was_generated_may_be_lost(lake: Repository, tmp_path: Path) -> None:
    lake.job("orders", SHARED, tags={"team": "data"})
    lake.done()
    edit(lake)
    lake.job("orders", SHARED, tags={"team": "web"})
    shown = lake.refused("--diff").stdout
    assert (
        "# what was generated is not to be had: it is neither wanted now nor in git's last commit or index\n" in shown
    )
    assert "# what would be written over what stands there:\n" in shown
    part = shown[shown.index(f"# {FILE}") :]
    assert "\n-note: mine" in part
    assert "team: web" in part


def test_a_foreign_file_has_two_sides(lake: Repository) -> None:
    lake.job("lanes", SHARED)
    lake.write("generated/jobs/prod/acme/lanes.yaml", "mine: 1\n")
    shown = lake.refused("--diff").stdout
    assert "# generated/jobs/prod/acme/lanes.yaml: foreign\n# what would be written over what stands there:\n" in shown


def test_an_edited_file_that_nothing_makes_any_more(lake: Repository) -> None:
    lake.plain_job("plain")
    lake.done()
    lake.commit(lake.root.parent)
    edit(lake, "generated/jobs/prod/acme/plain.yaml")
    lake.without("plain")
    shown = lake.refused("--diff").stdout
    assert "\n+note: mine\n# nothing makes this file any more; it would be deleted\n" in shown
    assert "hint: `--diff` shows what others changed\n" in lake.refused().stderr


def test_no_part_of_the_view_can_be_applied_by_mistake(lake: Repository) -> None:
    edit(lake)
    patch = lake.refused("--diff").stdout
    command = ["git", "apply", "--check", "-"]
    done = subprocess.run(command, input=patch, text=True, cwd=lake.root, capture_output=True, check=False)
    assert done.returncode != 0


def test_a_refusal_names_the_ways_on(lake: Repository) -> None:
    edit(lake)
    hint = "hint: `--diff` shows what others changed; `dativo-gen adopt PATH` lets the next render overwrite a file\n"
    assert hint in lake.refused().stderr


def test_the_view_as_json(lake: Repository) -> None:
    before = (lake.root / FILE).read_text()
    edit(lake)
    lake.job("orders", SHARED, tags={"team": "data"})
    ran = lake.render("--diff", "--format", "json")
    assert ran.code == 4
    (found,) = json.loads(ran.stdout)["edits"]
    assert (found["path"], found["state"], found["from"]) == ("jobs/prod/acme/orders.yaml", "edited", COMMIT)
    assert found["sha256"]["generated"] == digest(before)
    assert found["sha256"]["standing"] == digest(before + "note: mine\n")
    assert sorted(found["diffs"]) == ["edit", "overwrite", "update"]
    assert "edits" not in json.loads(lake.render("--check", "--format", "json").stdout)


def test_the_texts_that_git_keeps(lake: Repository) -> None:
    strange = ["a b", "x blob", "ü", "q'\"", "two\nlines", "folder"]
    for name in strange[:-1]:
        lake.write(name, f"{name}\r\n")
    lake.write("folder/x", "x")
    lake.commit(lake.root.parent)
    lake.write("a b", "staged")
    lake.git("add", "--all")
    found = kept_texts(lake.root, [PurePosixPath(name) for name in [*strange, "nothing"]])
    index = "git's index"
    assert found[PurePosixPath("a b")] == {COMMIT: "a b\n", index: "staged"}
    for name in ("x blob", "ü", "q'\""):
        assert found[PurePosixPath(name)] == {COMMIT: f"{name}\n", index: f"{name}\n"}
    assert not found.keys() & {PurePosixPath(name) for name in ("two\nlines", "folder", "nothing")}


def test_without_git_no_text_is_kept(tmp_path: Path) -> None:
    assert kept_texts(tmp_path, [PurePosixPath("a")]) == {}
    assert kept_texts(tmp_path, []) == {}


def test_a_name_in_a_heading_cannot_break_the_line() -> None:
    assert told(ThreeTexts("a\nb", "foreign", None, "x\n", "y\n"))[0] == "# a\\nb: foreign"

"""What render knows from git when the output folder no longer has it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path, PurePosixPath

import pytest

from dativo_gen.errors import Rejected
from dativo_gen.head import committed_records
from tests.removals import SHARED, Repository, repository

LAKE = "acme/prod/lake"
OUTPUT = PurePosixPath("generated")


@pytest.fixture
def two(tmp_path: Path) -> Repository:
    """Two jobs that share the stack `lake`, rendered; no git yet."""
    made = repository(tmp_path / "platform" / "dativo jobs")
    made.job("orders", SHARED)
    made.job("invoices", SHARED)
    made.done()
    return made


def test_a_fresh_clone_remembers(two: Repository, tmp_path: Path) -> None:
    two.without("orders")
    two.settings("acme/prod/orders: keep")
    two.done()
    two.commit()
    two.git("clone", "--quiet", str(two.root), str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone")
    clone.done("--check")
    clone.settings()
    assert clone.refused().lines == ["acme/prod/orders: keep", "acme/prod/orders: gone"]


@pytest.mark.parametrize("above", [False, True])
@pytest.mark.parametrize("deleted", ["generated", "generated/terraform"])
def test_a_deleted_tree_is_remembered_by_the_last_commit(two: Repository, above: bool, deleted: str) -> None:
    """Also where the repository of git begins above the one of the jobs."""
    two.commit(two.root.parent if above else None)
    shutil.rmtree(two.root / deleted)
    two.without("orders")
    assert two.refused().refused == ["acme/prod/orders"]
    two.settings("acme/prod/orders: destroy")
    two.done()
    assert two.statuses(LAKE) == {"invoices": "present", "orders": "destroy"}


def test_a_deleted_tree_is_written_again(two: Repository) -> None:
    two.commit()
    before = two.bytes()
    two.delete_output()
    assert two.done().stderr == ""
    assert two.bytes() == before


def test_the_last_commit_is_asked_only_if_there_is_no_stack(two: Repository) -> None:
    two.commit()
    two.without("orders")
    for line in ("acme/prod/orders: keep", "acme/prod/orders: gone"):
        two.settings(line)
        two.done()
    two.settings()
    two.done()


@pytest.mark.parametrize("folder", ["no git", "no commit"])
def test_without_a_commit_it_says_once_that_removals_cannot_be_seen(two: Repository, folder: str) -> None:
    if folder == "no commit":
        two.git("init", "--quiet")
    two.delete_output()
    note = "note: generated holds no manifest and there is no git commit to ask: removed jobs cannot be noticed\n"
    assert two.done().stderr == note
    assert two.done().stderr == ""


def test_an_output_that_git_ignores_is_told(two: Repository) -> None:
    two.write(".gitignore", "/generated/\n")
    two.commit()
    two.delete_output()
    assert "git ignores this folder: removed jobs cannot be noticed" in two.done().stderr


def test_a_hook_of_git_does_not_lead_astray(two: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    two.commit(two.root.parent)
    two.delete_output()
    two.without("orders")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    two.refused()


def test_every_manifest_of_the_commit_is_read(two: Repository) -> None:
    two.commit()
    folders = set(committed_records(two.root, OUTPUT).records)
    assert folders == {PurePosixPath(f"terraform/{LAKE}"), PurePosixPath("jobs/prod/acme"), PurePosixPath(".")}


def test_all_manifests_that_cannot_be_read_are_told(two: Repository) -> None:
    two.manifest(LAKE).write_text("{", "utf-8")
    (two.output / ".dativo-gen.json").write_text("[]", "utf-8")
    two.commit()
    with pytest.raises(Rejected) as caught:
        committed_records(two.root, OUTPUT)
    assert [str(each.span.file) for each in caught.value.problems] == [
        "generated/.dativo-gen.json",
        f"generated/terraform/{LAKE}/.dativo-gen.json",
    ]


def test_a_damaged_record_in_the_commit_is_a_problem(two: Repository) -> None:
    data = json.loads(two.manifest(LAKE).read_text("utf-8"))
    two.manifest(LAKE).write_text(json.dumps({**data, "record": {"jobs": 1}}), "utf-8")
    two.commit()
    two.delete_output()
    assert "manifest-unreadable" in two.render().stderr

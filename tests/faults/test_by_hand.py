"""What people and git do to a tree between two runs: other line ends, files and folders gone, another branch."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults.small import VERSIONS, Small, small
from tests.ondisk import standing
from tests.removals import Repository


def committed(root: Path) -> tuple[Small, Repository]:
    repository = small(root)
    repository.done()
    git = Repository(root)
    git.commit()
    return repository, git


@pytest.mark.parametrize("autocrlf", ["true", "input", "false"])
def test_a_clone_with_other_line_ends_has_nothing_to_do(tmp_path: Path, autocrlf: str) -> None:
    repository, git = committed(tmp_path / "r")
    git.git("-c", f"core.autocrlf={autocrlf}", "clone", "--quiet", str(repository.root), str(tmp_path / "clone"))
    clone = Small(tmp_path / "clone")
    assert (b"\r\n" in (clone.root / "dativo-gen.yaml").read_bytes()) == (autocrlf == "true")
    assert clone.render("--check").code == 0
    clone.done()
    assert standing(clone.output) == standing(repository.output)


def test_a_tree_whose_line_ends_were_all_changed_is_still_ours(tmp_path: Path) -> None:
    """As after a checkout without the tree's own `.gitattributes`."""
    repository, git = committed(tmp_path / "r")
    (repository.output / ".gitattributes").unlink()
    git.git("commit", "--quiet", "--all", "-m", "without")
    git.git("-c", "core.autocrlf=true", "clone", "--quiet", str(repository.root), str(tmp_path / "clone"))
    clone = Small(tmp_path / "clone")
    assert b"\r\n" in (clone.stack() / "main.tf").read_bytes()
    clone.done()
    clone.become(VERSIONS[1])
    clone.done()
    assert clone.render("--check").code == 0
    assert b"\r\n" not in (clone.stack() / "tags.json").read_bytes()  # written anew, as `-text` says from now on


def test_another_branch_between_two_runs_is_what_is_compared_with(tmp_path: Path) -> None:
    repository, git = committed(tmp_path / "r")
    git.git("checkout", "--quiet", "-b", "other")
    repository.become(VERSIONS[1])
    repository.is_repaired()
    git.commit()
    for branch in ("-", "-", "-"):
        git.git("checkout", "--quiet", branch)
        assert repository.render("--check").code == 0
        repository.is_repaired()
        assert git.git("status", "--porcelain") == ""


def test_a_tree_of_another_branch_that_was_not_committed_is_repaired(tmp_path: Path) -> None:
    """The tree is kept out of git: what stands is of one branch, the jobs are of the other."""
    repository = small(tmp_path / "r")
    git = Repository(repository.root)
    git.write(".gitignore", "generated/\n")
    git.commit()
    git.git("checkout", "--quiet", "-b", "other")
    repository.become(VERSIONS[1])
    git.commit()
    for branch in ("-", "-", "-"):
        repository.is_repaired()
        git.git("checkout", "--quiet", branch)


def test_files_and_folders_removed_by_hand_come_back(tmp_path: Path) -> None:
    repository = small(tmp_path / "r")
    repository.done()
    whole = standing(repository.output)
    (repository.stack() / "main.tf").unlink()
    repository.is_repaired()
    for folder in ("terraform/tenant-00000", "terraform/_modules", "dagster", "jobs", "terraform"):
        shutil.rmtree(repository.output / folder)
        repository.is_repaired()
    shutil.rmtree(repository.output)
    repository.is_repaired()
    assert standing(repository.output) == whole


def test_a_folder_removed_by_hand_while_its_job_changes_comes_back_changed(tmp_path: Path) -> None:
    repository = small(tmp_path / "r")
    repository.done()
    shutil.rmtree(repository.output / "terraform/tenant-00000")
    shutil.rmtree(repository.output / "dagster/prod/tenant-00000")
    repository.become(VERSIONS[1])
    repository.is_repaired()

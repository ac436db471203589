"""The output folder on a real disk: what is written, and what is never touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dativo_gen.disk import UnsafePathError, apply, current_text, scan
from dativo_gen.errors import Rejected
from dativo_gen.lock import Held, WriteFailedError, locked
from dativo_gen.tree import diff
from tests.ondisk import P, compare, no, put, render, standing, tree, yes

STACK = tree({"terraform/acme/prod/x": {"main.tf": "a\n", "sub/b.tf": "b\n"}, ".": {".gitignore": "c\n"}})
MAIN = "terraform/acme/prod/x/main.tf"


def test_a_tree_is_written_with_its_manifests(tmp_path: Path) -> None:
    change = render(tmp_path / "out", STACK)
    assert len(change.created) == 3
    assert sorted(standing(tmp_path / "out")) == [
        ".dativo-gen.json",
        ".gitignore",
        "terraform/acme/prod/x/.dativo-gen.json",
        MAIN,
        "terraform/acme/prod/x/sub/b.tf",
    ]


def test_scanning_writes_nothing_and_needs_no_folder(tmp_path: Path) -> None:
    assert compare(tmp_path / "out", STACK).differs
    assert list(tmp_path.iterdir()) == []


def test_unchanged_files_are_not_written_again(tmp_path: Path) -> None:
    render(tmp_path, STACK)
    before = {path: path.stat().st_ino for path in tmp_path.rglob("*.tf")}
    changed = tree({"terraform/acme/prod/x": {"main.tf": "new\n", "sub/b.tf": "b\n"}, ".": {".gitignore": "c\n"}})
    assert render(tmp_path, changed).changed == (P(MAIN),)
    assert [path.name for path, inode in before.items() if path.stat().st_ino != inode] == ["main.tf"]


def test_files_get_the_rights_that_the_umask_leaves(tmp_path: Path) -> None:
    umask = os.umask(0o027)
    try:
        render(tmp_path, STACK)
    finally:
        os.umask(umask)
    assert (tmp_path / MAIN).stat().st_mode & 0o777 == 0o640


def test_line_ends_are_written_as_lf_and_a_crlf_checkout_is_left_alone(tmp_path: Path) -> None:
    render(tmp_path, STACK)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert b"\r" not in path.read_bytes()
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert compare(tmp_path, STACK).idle


def test_a_removed_folder_goes_with_its_empty_parents_but_not_with_what_others_put_there(
    tmp_path: Path,
) -> None:
    render(
        tmp_path,
        tree({"t/acme/prod/x": {"main.tf": "a", "sub/b.tf": "b"}, "t/beta/prod/y": {"main.tf": "b"}}),
    )
    mine = {
        "t/beta/prod/y/extra.tf": "e",
        "t/beta/prod/y/.terraform/z": "z",
        "t/beta/prod/y/terraform.tfstate": "{}",
    }
    put(tmp_path, mine)
    change = render(tmp_path, {})
    assert sorted(standing(tmp_path)) == sorted(mine)
    assert not (tmp_path / "t/acme").exists()
    assert [str(path) for path in change.remaining] == [
        "t/beta/prod/y/.terraform",
        "t/beta/prod/y/extra.tf",
        "t/beta/prod/y/terraform.tfstate",
    ]


def test_an_edited_file_stops_everything_until_it_is_forced(tmp_path: Path) -> None:
    render(tmp_path, STACK)
    put(tmp_path, {MAIN: "hand"})
    wanted = tree({"terraform/acme/prod/x": {"main.tf": "new\n"}})
    before = standing(tmp_path)
    with pytest.raises(ValueError, match="refused"):
        render(tmp_path, wanted)
    assert standing(tmp_path) == before
    assert render(tmp_path, wanted, lambda path: path == P(MAIN)).forced == (P(MAIN),)
    assert (tmp_path / MAIN).read_text() == "new\n"


def test_a_file_deleted_by_hand_comes_back(tmp_path: Path) -> None:
    render(tmp_path, STACK)
    (tmp_path / MAIN).unlink()
    assert render(tmp_path, STACK).created == (P(MAIN),)


def test_a_forced_symlink_is_replaced_and_what_it_points_at_stays(tmp_path: Path) -> None:
    put(tmp_path, {"elsewhere": "keep", "out/s/x": ""})
    (tmp_path / "out/s/main.tf").symlink_to(tmp_path / "elsewhere")
    render(tmp_path / "out", tree({"s": {"main.tf": "new"}}), yes)
    assert (tmp_path / "elsewhere").read_text() == "keep"
    assert (tmp_path / "out/s/main.tf").read_text() == "new"
    assert not (tmp_path / "out/s/main.tf").is_symlink()


def test_a_link_planted_where_a_temporary_file_goes_is_not_written_through(tmp_path: Path) -> None:
    put(tmp_path, {"elsewhere": "keep", "out/x": ""})
    wanted = tree({".": {"main.tf": "new"}})
    change = compare(tmp_path / "out", wanted)
    for number in range(3):
        (tmp_path / f"out/.dativo-gen.tmp-{number}").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WriteFailedError):
        apply(Held(tmp_path / "out"), change, wanted)
    assert (tmp_path / "elsewhere").read_text() == "keep"


def test_a_folder_that_is_a_symlink_is_refused_even_when_forced(tmp_path: Path) -> None:
    put(tmp_path, {"elsewhere/main.tf": "keep", "out/x": ""})
    (tmp_path / "out/s").symlink_to(tmp_path / "elsewhere")
    change = compare(tmp_path / "out", tree({"s": {"main.tf": "new"}}), yes)
    assert [each.reason for each in change.refused] == ["a folder above it is a symlink"]


def test_a_folder_that_became_a_symlink_after_the_scan_writes_nothing(tmp_path: Path) -> None:
    out, wanted = tmp_path / "out", tree({"a": {"main.tf": "a"}, "s": {"main.tf": "new"}})
    with locked(out, pytest.fail) as held:
        change = compare(out, wanted)
        (tmp_path / "elsewhere").mkdir()
        (out / "s").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(UnsafePathError, match="symlink"):
            apply(held, change, wanted)
    assert standing(tmp_path / "elsewhere") == {}
    assert not (out / "a").exists()


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x"])
def test_a_path_that_leads_out_is_never_looked_at(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsafePathError, match="leads out"):
        scan(tmp_path, tree({"s": {name: ""}}), "generated")


def test_every_bad_manifest_is_named_and_none_counts_as_missing(tmp_path: Path) -> None:
    put(
        tmp_path,
        {"a/.dativo-gen.json": "{", "b/.dativo-gen.json": '{"format": 9}', "c/.dativo-gen.json.next": "[]"},
    )
    (tmp_path / "d").mkdir()
    (tmp_path / "d/.dativo-gen.json").symlink_to("../a/.dativo-gen.json")
    (tmp_path / "e/.dativo-gen.json").mkdir(parents=True)
    put(tmp_path, {"f/.dativo-gen.json": ""})
    (tmp_path / "f/.dativo-gen.json").write_bytes(b"\xff")
    with pytest.raises(Rejected) as caught:
        scan(tmp_path, {}, "generated")
    assert [(str(each.span), each.code) for each in caught.value.problems] == [
        ("generated/a/.dativo-gen.json:1:2", "manifest-unreadable"),
        ("generated/b/.dativo-gen.json:1:1", "manifest-newer"),
        ("generated/c/.dativo-gen.json.next:1:1", "manifest-unreadable"),
        ("generated/d/.dativo-gen.json:1:1", "manifest-unreadable"),
        ("generated/e/.dativo-gen.json:1:1", "manifest-unreadable"),
        ("generated/f/.dativo-gen.json:1:1", "manifest-unreadable"),
    ]


def test_an_output_folder_that_is_a_file_is_a_problem(tmp_path: Path) -> None:
    put(tmp_path, {"out": "x"})
    with pytest.raises(Rejected, match="file-unreadable"):
        scan(tmp_path / "out", STACK, "generated")
    with pytest.raises(WriteFailedError, match="out"), locked(tmp_path / "out", pytest.fail):
        pass


def test_manifests_below_terraform_and_git_folders_are_not_ours(tmp_path: Path) -> None:
    put(tmp_path, {"s/.terraform/m/.dativo-gen.json": "{", ".git/.dativo-gen.json": "{"})
    assert scan(tmp_path, {}, "generated").folders == {}


def test_a_step_that_the_system_refuses_is_named_with_its_path(tmp_path: Path) -> None:
    wanted = tree({"s": {"n" * 300: "x"}})
    with pytest.raises(WriteFailedError, match="n" * 300):
        apply(Held(tmp_path), diff(wanted, scan(tmp_path, {}, "generated"), yes, no), wanted)


def test_the_text_that_stands_is_read_for_diffs(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x\r\n\xff")
    (tmp_path / "b").symlink_to("a")
    assert [current_text(tmp_path, P(name)) for name in ("a", "b", "c")] == ["x\n\ufffd", None, None]

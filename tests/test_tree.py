"""What changes: decided in memory, without a disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import get_args

import pytest

from dativo_gen.difftext import summary
from dativo_gen.errors import Span
from dativo_gen.existing import Existing, Found, Kind, Recorded
from dativo_gen.manifest import Entry, Journal, Manifest, digest, dump, parse, parse_journal
from dativo_gen.steps import Delete, DropFolder, MakeFolder, Rename, SyncAll, Write, steps
from dativo_gen.tree import Folder, RenderedFile, Tree, collisions, diff

Chosen = Callable[[PurePosixPath], bool]
P = PurePosixPath


def always(_: PurePosixPath) -> bool:
    return True


def never(_: PurePosixPath) -> bool:
    return False


def folder(path: str, **texts: str) -> Folder:
    files = {name.replace("__", "."): RenderedFile(text) for name, text in texts.items()}
    return Folder(P(path), files, {name: ("job.yaml",) for name in files}, {"job.yaml": digest("job")})


def tree(*folders: Folder) -> Tree:
    return {each.path: each for each in folders}


def written(*folders: Folder) -> dict[P, Recorded]:
    """What a finished run leaves of these folders."""
    run = diff(tree(*folders), Existing(), never, never)
    texts = {each.folder: each.after or "" for each in run.manifests}
    return {path: Recorded(parse(text, "x"), digest(text)) for path, text in texts.items()}


def standing(**found: Found) -> dict[P, Found]:
    return {P("s") / name.replace("__", "."): each for name, each in found.items()}


def text(content: str) -> Found:
    return Found("file", digest(content))


OLD = written(folder("s", a__tf="old"))


@pytest.mark.parametrize(
    ("found", "folders", "forced", "line"),
    [
        (Found("missing"), {}, never, "+ s/a.tf"),
        (Found("missing"), OLD, never, "+ s/a.tf"),
        (text("new"), {}, never, None),
        (text("new"), OLD, never, None),
        (text("old"), OLD, never, "~ s/a.tf"),
        (text("old"), {}, never, "! s/a.tf: not written by dativo-gen"),
        (text("hand"), OLD, never, "! s/a.tf: edited since dativo-gen wrote it"),
        (text("hand"), OLD, always, "~ s/a.tf (also what others changed in it)"),
        (Found("symlink"), OLD, never, "! s/a.tf: a symlink stands where this file belongs"),
        (Found("symlink"), OLD, always, "~ s/a.tf (also what others changed in it)"),
        (Found("folder"), OLD, always, "! s/a.tf: a folder stands where this file belongs"),
        (
            Found("special"),
            {},
            always,
            "! s/a.tf: neither a file nor a folder stands where this file belongs",
        ),
        (Found("below-symlink"), {}, always, "! s/a.tf: a folder above it is a symlink"),
        (Found("below-file"), {}, always, "! s/a.tf: a file stands where a folder above it belongs"),
    ],
)
def test_a_wanted_file(found: Found, folders: dict[P, Recorded], forced: Chosen, line: str | None) -> None:
    change = diff(tree(folder("s", a__tf="new")), Existing(folders, standing(a__tf=found)), always, forced)
    assert [each for each in summary(change) if ".dativo-gen" not in each] == ([line] if line else [])
    assert change.differs


@pytest.mark.parametrize(
    ("found", "prunable", "forced", "lines"),
    [
        (text("old"), always, never, ["- s/.dativo-gen.json", "- s/a.tf"]),
        (text("old"), never, never, []),
        (text("hand"), never, never, []),
        (text("hand"), always, never, ["! s/a.tf: edited since dativo-gen wrote it"]),
        (text("hand"), always, always, ["- s/.dativo-gen.json", "- s/a.tf (also what others changed in it)"]),
        (Found("missing"), always, never, ["- s/.dativo-gen.json"]),
        (Found("missing"), never, never, []),
        (Found("folder"), always, always, ["- s/.dativo-gen.json"]),
        (Found("below-symlink"), always, always, ["- s/.dativo-gen.json"]),
        (Found("symlink"), always, never, ["! s/a.tf: a symlink stands where this file belongs"]),
    ],
)
def test_a_file_no_longer_wanted(found: Found, prunable: Chosen, forced: Chosen, lines: list[str]) -> None:
    change = diff({}, Existing(OLD, standing(a__tf=found)), prunable, forced)
    assert summary(change) == lines


def test_what_may_not_be_pruned_stays_in_the_manifest_with_its_inputs() -> None:
    old = written(Folder(P("s"), {"b.py": RenderedFile("b")}, {"b.py": ("b.yaml",)}, {"b.yaml": digest("1")}))
    change = diff(tree(folder("s", a__tf="a")), Existing(old, standing(b__py=text("b"))), never, never)
    manifest = parse(change.manifests[0].after or "", "x")
    assert manifest.files["b.py"] == Entry(digest("b"), ("b.yaml",))
    assert manifest.inputs == {"b.yaml": digest("1"), "job.yaml": digest("job")}
    assert change.deleted == ()


def test_a_changed_input_with_the_same_output_changes_the_manifest_alone() -> None:
    old = written(folder("s", a__tf="a"))
    new = Folder(P("s"), {"a.tf": RenderedFile("a")}, {"a.tf": ("job.yaml",)}, {"job.yaml": digest("other")})
    change = diff(tree(new), Existing(old, standing(a__tf=text("a"))), always, never)
    assert summary(change) == ["~ s/.dativo-gen.json"]
    assert change.differs


def test_nothing_is_to_do_where_everything_is_as_wanted() -> None:
    same = folder("s", a__tf="a")
    change = diff(tree(same), Existing(written(same), standing(a__tf=text("a"))), always, never)
    assert not change.differs
    assert change.idle
    assert change.unchanged == (P("s/a.tf"),)


def test_a_killed_run_leaves_something_to_do_but_no_difference() -> None:
    same = folder("s", a__tf="a")
    existing = Existing(written(same), standing(a__tf=text("a")), (), (P("s/.dativo-gen.tmp-0"),))
    change = diff(tree(same), existing, always, never)
    assert not change.differs
    assert not change.idle


def test_a_file_that_moves_to_another_manifest_is_still_ours() -> None:
    old = written(folder("s", a__tf="old"))
    new = Folder(P("."), {"s/a.tf": RenderedFile("new")})
    change = diff(tree(new), Existing(old, standing(a__tf=text("old"))), never, never)
    assert summary(change) == ["+ .dativo-gen.json", "- s/.dativo-gen.json", "~ s/a.tf"]


def test_what_others_put_into_a_folder_that_goes_is_named_and_left() -> None:
    old = written(folder("s", a__tf="old"), folder("s/n", b__tf="b"))
    entries = (P("s/.terraform"), P("s/a.tf"), P("s/extra.tf"), P("s/n/b.tf"), P("t/mine.tf"))
    found = {**standing(a__tf=text("old")), P("s/n/b.tf"): text("b")}
    wanted = tree(folder("s/n", b__tf="b"))
    change = diff(wanted, Existing(old, found, entries), always, never)
    assert change.remaining == (P("s/.terraform"), P("s/extra.tf"))
    assert "= s/extra.tf: not written by dativo-gen, left in place" in summary(change)
    assert change.emptied == (P("s"),)


def test_a_journal_makes_what_a_killed_run_wrote_ours() -> None:
    planned = Manifest({"a.tf": Entry(digest("half")), "b.tf": Entry(digest("b"))})
    journal = Journal(planned, {"a.tf": (digest("older"),)})
    for now in ("half", "older"):
        existing = Existing({P("s"): Recorded(journal=journal)}, standing(a__tf=text(now)))
        change = diff(tree(folder("s", a__tf="new")), existing, always, never)
        assert change.changed == (P("s/a.tf"),)
        assert change.journals == (P("s/.dativo-gen.json.next"),)
        saved = parse_journal(change.manifests[0].journal or "", "x")
        assert {digest("half"), digest("older")} <= {*saved.earlier["a.tf"]}
        assert "b.tf" in saved.earlier


def test_a_journal_of_a_folder_that_was_not_selected_stays() -> None:
    journal = Journal(Manifest({"a.tf": Entry(digest("half"))}))
    existing = Existing({P("s"): Recorded(journal=journal)}, standing(a__tf=text("half")))
    assert diff({}, existing, never, never).idle


def test_a_kept_file_of_a_killed_run_is_recorded_as_it_stands() -> None:
    journal = Journal(Manifest({"b.py": Entry(digest("half"), ("b.yaml",))}))
    old = Recorded(Manifest({"b.py": Entry(digest("b"), ("b.yaml",))}), "", journal)
    existing = Existing({P("s"): old}, standing(b__py=text("half")))
    change = diff(tree(folder("s", a__tf="a")), existing, never, never)
    assert parse(change.manifests[0].after or "", "x").files["b.py"].sha256 == digest("half")


def test_a_refused_tree_is_not_written() -> None:
    wanted = tree(folder("s", a__tf="a"))
    change = diff(wanted, Existing({}, standing(a__tf=text("b"))), always, never)
    with pytest.raises(ValueError, match="refused"):
        list(steps(change, wanted))


def test_what_is_compared_alone_has_its_text_never_asked_for() -> None:
    class Unread:
        sha256 = digest("a")
        lines = ()

        @property
        def text(self) -> str:
            raise AssertionError

    wanted = tree(Folder(P("s"), {"a.tf": Unread()}))
    change = diff(wanted, Existing({}, standing(a__tf=text("a"))), always, never)
    assert change.unchanged == (P("s/a.tf"),)
    assert [step.path for step in steps(change, wanted) if isinstance(step, Write)]


def test_texts_are_asked_for_one_after_the_other() -> None:
    asked: list[str] = []

    @dataclass(frozen=True)
    class Cached:
        name: str
        lines: tuple[tuple[Span, ...], ...] = ()
        sha256: str = digest("a")

        @property
        def text(self) -> str:
            asked.append(self.name)
            return "a"

    wanted = tree(Folder(P("s"), {"a.tf": Cached("a"), "b.tf": Cached("b")}))
    todo = steps(diff(wanted, Existing(), always, never), wanted)
    before = [[*asked] for step in todo if isinstance(step, Write) and step.text == "a"]
    assert before == [["a"], ["a", "b"]]


def test_everything_is_on_the_disk_before_the_first_file_moves_and_manifests_go_last() -> None:
    old = written(folder("s", a__tf="old", gone__tf="g"), folder("v", c__tf="c"))
    found = standing(a__tf=text("old"), gone__tf=text("g")) | {P("v/c.tf"): text("c")}
    wanted = tree(folder("s", a__tf="a"), folder("t/u", b__tf="b"))
    todo = list(steps(diff(wanted, Existing(old, found), always, never), wanted))
    (sync,) = [step for step in todo if isinstance(step, SyncAll)]
    before, after = todo[: todo.index(sync)], todo[todo.index(sync) + 1 :]
    moved = {step.path: step.to for step in before if isinstance(step, Rename)}
    assert {moved.get(step.path, step.path) for step in before if isinstance(step, Write)} == {
        ".dativo-gen.tmp-emptied",
        *sync.paths,
    }
    assert [*moved.values()] == [
        ".dativo-gen.tmp-emptied",
        "s/.dativo-gen.json.next",
        "t/u/.dativo-gen.json.next",
    ]
    assert [step.path for step in before if isinstance(step, MakeFolder)] == ["t", "t/u"]
    assert [step.to if isinstance(step, Rename) else step.path for step in after] == [
        *["s/gone.tf", "v/c.tf"],
        *["t/u/b.tf", "s/a.tf"],
        *["s/.dativo-gen.json", "t/u/.dativo-gen.json", "v/.dativo-gen.json"],
        *["s/.dativo-gen.json.next", "t/u/.dativo-gen.json.next"],
        *["s", "v", ".dativo-gen.tmp-emptied"],
    ]
    assert {type(step) for step in after} == {Rename, Delete, DropFolder}


def test_the_record_is_kept_for_the_next_run() -> None:
    wanted = Folder(P("s"), {}, record={"backend": {"type": "s3"}})
    change = diff(tree(wanted), Existing(), always, never)
    assert parse(change.manifests[0].after or "", "x").record == {"backend": {"type": "s3"}}


def test_the_manifest_lists_no_file_twice_and_depends_on_no_order() -> None:
    one, two = folder("s", a__tf="a", b__tf="b"), folder("s", b__tf="b", a__tf="a")
    texts = [diff(tree(each), Existing(), always, never).manifests[0].after for each in (one, two)]
    assert texts[0] == texts[1] == dump(parse(texts[0] or "", "x"))


@pytest.mark.parametrize(
    ("folders", "pairs"),
    [
        ([folder("s", a__tf="a"), folder("t", a__tf="a")], []),
        ([folder("s", a__tf="a", A__tf="a")], [("s/A.tf", "s/a.tf")]),
        ([folder("S", a__tf="a"), folder("s", b__tf="a")], [("S", "s")]),
        ([folder("stra\u00dfe", a="a"), folder("strasse", a="a")], [("strasse", "stra\u00dfe")]),
        ([folder("\u00e9", a="a"), folder("e\u0301", a="a")], [("e\u0301", "\u00e9")]),
        ([folder("s", b="a"), folder("s/b", c="a")], [("s/b", "s/b/.dativo-gen.json")]),
        (
            [
                folder(".", a="a"),
                Folder(P("s"), {"a": RenderedFile("")}),
                Folder(P("."), {"s/a": RenderedFile("")}),
            ],
            [("s/a", "s/a")],
        ),
    ],
)
def test_paths_that_one_disk_cannot_hold(folders: list[Folder], pairs: list[tuple[str, str]]) -> None:
    many = {P(f"{number}"): each for number, each in enumerate(folders) if each.files}
    found = {(str(one), str(two)) for one, two in collisions(many)}
    assert set(pairs) <= found
    assert bool(pairs) == bool(found)


def test_a_strange_name_is_shown_on_one_line() -> None:
    strange = P("s") / "a\nb\udcff"
    old = written(folder("s", a__tf="old"))
    change = diff({}, Existing(old, standing(a__tf=text("old")), (strange,)), always, never)
    assert "= s/a\\nb\\xff: not written by dativo-gen, left in place" in summary(change)


def test_every_kind_that_can_stand_there_is_decided() -> None:
    for kind in get_args(Kind):
        existing = Existing(OLD, standing(a__tf=Found(kind)))
        assert diff(tree(folder("s", a__tf="new")), existing, always, never).differs

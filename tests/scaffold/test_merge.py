"""Three versions of a folder become one: nothing is lost, and nothing lands where it does not belong."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest
import yaml

from dativo_gen.scaffold.merge import Merged, MergeFailedError, has_markers, merge
from dativo_gen.scaffold.trees import File

TEXT = "".join(f"line {number}\n" for number in range(20))
Texts = Mapping[str, str]


def merged(base: Texts, yours: Texts, theirs: Texts) -> Merged:
    made = [{path: File(text.encode()) for path, text in side.items()} for side in (base, yours, theirs)]
    return merge(made[0], made[1], made[2], "v2.0.0")


def texts(result: Merged) -> dict[str, str]:
    return {path: file.data.decode() for path, file in result.files.items()}


def edited(number: int, what: str = "mine") -> str:
    return TEXT.replace(f"line {number}\n", f"line {number} {what}\n")


def test_what_only_the_template_changed_is_taken() -> None:
    result = merged({"a": TEXT, "b": TEXT}, {"a": TEXT, "b": TEXT, "own": "x"}, {"a": edited(3), "c": "new\n"})
    assert texts(result) == {"a": edited(3), "c": "new\n", "own": "x"}
    assert not result.conflicts and not result.notes


def test_edits_on_both_sides_meet_in_one_file() -> None:
    result = merged({"a": TEXT}, {"a": edited(2)}, {"a": edited(15, "new")})
    assert texts(result) == {"a": edited(2).replace("line 15\n", "line 15 new\n")}


def test_edits_of_one_line_leave_markers_and_the_three_versions() -> None:
    result = merged({"a": TEXT}, {"a": edited(2)}, {"a": edited(2, "new")})
    assert has_markers(result.files["a"].data)
    assert b"<<<<<<< yours\nline 2 mine\n=======\nline 2 new\n>>>>>>> template-v2.0.0\n" in result.files["a"].data
    assert [file.data.decode() for file in result.conflicts["a"] if file] == [TEXT, edited(2), edited(2, "new")]


def test_a_file_that_the_template_renamed_takes_the_edit_along() -> None:
    result = merged({"old": TEXT}, {"old": edited(2)}, {"new": edited(15, "new")})
    assert texts(result) == {"new": edited(2).replace("line 15\n", "line 15 new\n")}


def test_a_file_that_the_user_renamed_gets_the_news() -> None:
    result = merged({"old": TEXT}, {"mine": TEXT}, {"old": edited(15, "new")})
    assert texts(result) == {"mine": edited(15, "new")}


def test_a_file_that_both_renamed_keeps_the_users_name() -> None:
    result = merged({"old": TEXT}, {"mine": edited(2)}, {"new": edited(15, "new")})
    assert texts(result) == {"mine": edited(2).replace("line 15\n", "line 15 new\n")}
    assert result.notes == ("kept mine: the template renamed old to new, you to mine",)


def test_a_file_that_both_renamed_and_edited_is_in_conflict_under_the_users_name() -> None:
    result = merged({"old": TEXT}, {"mine": edited(2)}, {"new": edited(2, "new")})
    assert list(result.files) == list(result.conflicts) == ["mine"]


def test_an_edited_file_that_the_template_removed_is_kept_and_said() -> None:
    result = merged({"a": TEXT, "b": TEXT * 2}, {"a": edited(2), "b": TEXT * 2}, {})
    assert texts(result) == {"a": edited(2)}
    assert result.notes == ("kept a: the template no longer has it, and you changed it",)


def test_a_file_that_the_user_removed_stays_away_and_that_is_said() -> None:
    result = merged({"a": TEXT, "b": "x\n"}, {"b": "x\n"}, {"a": edited(2, "new"), "b": "x\n"})
    assert texts(result) == {"b": "x\n"}
    assert result.notes == ("left out a: you removed it, and the template changed it",)


def test_a_file_that_the_user_removed_and_the_template_renamed_stays_away() -> None:
    result = merged({"a": TEXT, "b": "x\n"}, {"b": "x\n"}, {"c": edited(2, "new"), "b": "x\n"})
    assert texts(result) == {"b": "x\n"}


def test_two_files_of_one_name_are_in_conflict() -> None:
    result = merged({}, {"a": "mine\n"}, {"a": "new\n"})
    assert has_markers(result.files["a"].data)
    assert result.conflicts["a"][0] is None


def test_a_file_that_is_no_text_keeps_the_users_bytes_and_is_in_conflict() -> None:
    result = merged({"a": "\0one"}, {"a": "\0two"}, {"a": "\0three"})
    assert result.files["a"].data == b"\0two"
    assert list(result.conflicts) == ["a"]


def test_a_folder_where_the_template_has_a_file_now_is_refused() -> None:
    with pytest.raises(MergeFailedError, match="directory"):
        merged({"a/b": TEXT}, {"a/b": edited(2), "a/own": "x\n"}, {"a": "new\n"})


def test_windows_line_ends_of_the_user_stay_and_are_no_conflict() -> None:
    result = merged(
        {"a": TEXT, "b": "x\n"},
        {"a": edited(2).replace("\n", "\r\n"), "b": "x\n"},
        {"a": edited(15, "new"), "b": "x\n"},
    )
    assert texts(result)["a"] == edited(2).replace("line 15\n", "line 15 new\n").replace("\n", "\r\n")
    assert texts(result)["b"] == "x\n"


def test_a_file_that_comes_to_a_folder_of_windows_line_ends_has_them() -> None:
    result = merged({"a": TEXT}, {"a": edited(2).replace("\n", "\r\n")}, {"b": edited(15, "new")})
    assert texts(result) == {"b": edited(2).replace("line 15\n", "line 15 new\n").replace("\n", "\r\n")}


def test_rights_are_merged_as_contents_are() -> None:
    base, theirs = {"a": File(b"one\n")}, {"a": File(b"one\n", executable=True)}
    assert merge(base, {"a": File(b"two\n")}, theirs, "v2").files == {"a": File(b"two\n", executable=True)}


@pytest.mark.parametrize("name", ["a b", 'quo"te', "back\\slash", "ünï", "new\nline", "tab\t", "-rf", "a/b/c"])
def test_odd_names_come_out_as_they_went_in(name: str) -> None:
    result = merged({name: TEXT}, {name: edited(2)}, {name: edited(15, "new")})
    assert texts(result) == {name: edited(2).replace("line 15\n", "line 15 new\n")}


@pytest.mark.parametrize("label", ["v1.0.0", "main~1", "..", "a..b", "x.lock", "", "-v", "a b", "@{-1}", "ü"])
def test_any_version_can_stand_behind_the_markers(label: str) -> None:
    result = merge({"a": File(b"1\n")}, {"a": File(b"2\n")}, {"a": File(b"3\n")}, label)
    assert has_markers(result.files["a"].data)


def test_no_markers_are_seen_where_a_page_only_underlines() -> None:
    assert not has_markers(b"Title\n=======\n\n<<<<<<< not closed\n")
    assert has_markers(b"<<<<<<< yours\r\na\r\n=======\r\nb\r\n>>>>>>> template\r\n")


BLOCKS = 8


def blocks(values: dict[str, dict[str, int]]) -> str:
    """A file of blocks that look alike, which is where merges go astray."""
    return yaml.safe_dump({"jobs": [{"name": name, **keys} for name, keys in values.items()]}, sort_keys=False)


def values(random: random.Random) -> dict[str, dict[str, int]]:
    return {f"job{number}": {"cpu": 1, "memory": 2, "retries": random.choice([0, 3])} for number in range(BLOCKS)}


def astray(seed: int) -> str:
    """A random pair of changes to different blocks: right, in conflict or silently wrong."""
    chance = random.Random(seed)
    base = values(chance)
    here, there = chance.sample(sorted(base), 2)
    yours, theirs = ({name: dict(keys) for name, keys in base.items()} for _ in range(2))
    yours[here][chance.choice(["cpu", "memory", "retries"])] = 7
    wanted = {name: dict(keys) for name, keys in yours.items()}
    match chance.randrange(3):
        case 0:
            theirs[there]["memory"] = wanted[there]["memory"] = 9
        case 1:
            del theirs[there], wanted[there]
        case _:
            theirs[there]["timeout"] = wanted[there]["timeout"] = 5
            shifted = {f"new{number}": {"cpu": 1, "memory": 2, "retries": 0} for number in range(chance.randrange(3))}
            theirs, wanted = shifted | theirs, shifted | wanted
    result = merged({"jobs.yaml": blocks(base)}, {"jobs.yaml": blocks(yours)}, {"jobs.yaml": blocks(theirs)})
    if result.conflicts:
        return "conflict"
    return "right" if texts(result) == {"jobs.yaml": blocks(wanted)} else f"wrong: {seed}"


def test_no_edit_lands_silently_in_another_block() -> None:
    found = [astray(seed) for seed in range(150)]
    assert not [each for each in found if each.startswith("wrong")]
    assert found.count("right") > 120


@pytest.mark.long
def test_no_edit_lands_silently_in_another_block_in_a_long_trial() -> None:
    found = [astray(seed) for seed in range(1000, 3000)]
    assert not [each for each in found if each.startswith("wrong")]

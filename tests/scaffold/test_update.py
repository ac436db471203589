"""Tenants and a newer version of their template: edits stay, news come, and what cannot be decided is said."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from dativo_gen.scaffold import git
from dativo_gen.scaffold.answers import ANSWERS_FILE
from dativo_gen.scaffold.merge import has_markers
from dativo_gen.scaffold.rounds import Order, Round, Workshop, in_rings
from dativo_gen.scaffold.trees import File, commit
from dativo_gen.scaffold.unmerged import mark
from dativo_gen.scaffold.update import Result
from dativo_gen.scaffold.writeback import DRY
from tests.scaffold.conftest import SECOND
from tests.scaffold.yard import ANSWERS, FIRST, LINES, QUESTIONS, Texts, Yard, changed, edit, template, texts

Begin = Callable[[Mapping[str, Texts]], Yard]


def only(results: list[Result]) -> Result:
    (result,) = results
    return result


def test_an_unedited_tenant_becomes_what_the_new_version_makes(two: Yard, tmp_path: Path) -> None:
    result = only(two.update("acme"))
    assert (result.status, result.old, result.new) == ("updated", "v1.0.0", "v2.0.0")
    two.tenant("fresh", "v2.0.0")
    fresh = {path: text.replace("fresh", "acme") for path, text in texts(two.folder("fresh")).items()}
    assert texts(two.folder("acme")) == fresh


def test_an_edit_stays_and_the_news_come(two: Yard) -> None:
    edit(two.folder("acme") / "orders.yaml", "key2: 2", "key2: mine")
    assert only(two.update("acme")).status == "updated"
    assert texts(two.folder("acme"))["orders.yaml"] == LINES.replace("key2: 2", "key2: mine").replace(
        "key15: 15", "key15: new"
    )


def test_a_second_update_finds_nothing_new(two: Yard) -> None:
    two.update("acme")
    before = texts(two.folder("acme"))
    result = only(two.update("acme"))
    assert (result.status, result.changes) == ("up to date", ())
    assert texts(two.folder("acme")) == before


def test_files_of_the_user_are_left_alone(two: Yard) -> None:
    own = two.folder("acme") / "deep" / "own.yaml"
    own.parent.mkdir()
    own.write_text("mine\n")
    own.chmod(0o600)
    two.update("acme")
    assert own.read_text() == "mine\n" and own.stat().st_mode & 0o777 == 0o600


def test_a_conflict_leaves_markers_and_the_new_version_in_the_answers(two: Yard) -> None:
    edit(two.folder("acme") / "orders.yaml", "key15: 15", "key15: mine")
    result = only(two.update("acme"))
    assert (result.status, list(result.conflicts)) == ("conflicts", ["orders.yaml"])
    assert (
        "<<<<<<< yours\nkey15: mine\n=======\nkey15: new\n>>>>>>> template-v2.0.0\n"
        in texts(two.folder("acme"))["orders.yaml"]
    )
    assert yaml.safe_load(texts(two.folder("acme"))[ANSWERS_FILE])["_commit"] == "v2.0.0"


def test_as_long_as_markers_are_left_nothing_is_updated_again(yard: Begin) -> None:
    third = changed(SECOND, ("template/README.md", "# Third\n"))
    made = yard({"v1.0.0": FIRST, "v2.0.0": SECOND, "v3.0.0": third})
    edit(made.tenant("acme") / "orders.yaml", "key15: 15", "key15: mine")
    made.update("acme", ref="v2.0.0")
    before = texts(made.folder("acme"))
    result = only(made.update("acme"))
    assert result.status == "failed" and "orders.yaml still has conflict markers" in result.reason
    assert texts(made.folder("acme")) == before


def test_an_edited_file_that_the_template_removed_is_kept_and_said(yard: Begin) -> None:
    made = yard(
        {"v1.0.0": FIRST, "v2.0.0": changed(FIRST, ("template/orders.yaml", None), ("template/README.md", None))}
    )
    edit(made.tenant("acme") / "orders.yaml", "key2: 2", "key2: mine")
    result = only(made.update("acme"))
    assert result.status == "updated"
    assert result.notes == ("kept orders.yaml: the template no longer has it, and you changed it",)
    assert sorted(texts(made.folder("acme"))) == [ANSWERS_FILE, "_defaults.yaml", "orders.yaml"]


def test_an_edit_follows_a_file_that_the_template_renamed(yard: Begin) -> None:
    renamed = changed(
        FIRST, ("template/orders.yaml", None), ("template/sales.yaml", LINES.replace("key15: 15", "key15: new"))
    )
    made = yard({"v1.0.0": FIRST, "v2.0.0": renamed})
    edit(made.tenant("acme") / "orders.yaml", "key2: 2", "key2: mine")
    assert only(made.update("acme")).status == "updated"
    found = texts(made.folder("acme"))
    assert "orders.yaml" not in found
    assert found["sales.yaml"] == LINES.replace("key2: 2", "key2: mine").replace("key15: 15", "key15: new")


def test_the_users_files_stay_where_they_are_when_the_template_renames_a_folder(yard: Begin) -> None:
    files = {f"template/old/{name}.yaml": f"{name}: 1\n" + LINES for name in "abc"}
    moved = {path.replace("/old/", "/new/"): text for path, text in files.items()}
    made = yard({"v1.0.0": {**FIRST, **files}, "v2.0.0": {**FIRST, **moved}})
    (made.tenant("acme") / "old" / "own.yaml").write_text("mine: 1\n")
    edit(made.folder("acme") / "old" / "a.yaml", "key2: 2", "key2: mine")
    assert only(made.update("acme")).status == "updated"
    assert {path for path in texts(made.folder("acme")) if "/" in path} == {
        "old/own.yaml",
        "new/a.yaml",
        "new/b.yaml",
        "new/c.yaml",
    }


def test_what_is_written_only_once_is_never_touched_again(yard: Begin) -> None:
    once = changed(FIRST, ("copier.yml", QUESTIONS + "_skip_if_exists: ['orders.yaml', '{{ tenant }}.env']\n"),
                   ("template/{{ tenant }}.env", "A=1\n"))  # fmt: skip
    news = changed(
        once,
        ("template/orders.yaml", "new: 1\n"),
        ("template/{{ tenant }}.env", "A=2\n"),
        ("template/README.md", "new\n"),
    )
    made = yard({"v1.0.0": once, "v2.0.0": news})
    made.tenant("acme")
    (made.folder("acme") / "acme.env").unlink()
    result = only(made.update("acme"))
    assert result.status == "updated" and not result.conflicts
    found = texts(made.folder("acme"))
    assert (found["orders.yaml"], found["README.md"], found["acme.env"]) == (LINES, "new\n", "A=2\n")


def test_files_that_git_ignores_keep_their_edits(two: Yard) -> None:
    (two.root / ".gitignore").write_text("orders.yaml\n")
    two.commit()
    edit(two.folder("acme") / "orders.yaml", "key2: 2", "key2: mine")
    assert only(two.update("acme")).status == "updated"
    assert "key2: mine" in texts(two.folder("acme"))["orders.yaml"]


def test_git_knows_a_conflict_as_one_of_its_own(two: Yard) -> None:
    two.commit()
    edit(two.folder("acme") / "orders.yaml", "key15: 15", "key15: mine")
    result = only(two.update("acme"))
    assert mark(result.tenant.folder, result.conflicts) == ""
    assert "UU job_configs/acme/orders.yaml" in two.git("status", "--porcelain").splitlines()
    two.git("checkout", "--ours", "job_configs/acme/orders.yaml")
    assert "key15: mine" in texts(two.folder("acme"))["orders.yaml"]
    two.git("checkout", "--theirs", "job_configs/acme/orders.yaml")
    assert "key15: new" in texts(two.folder("acme"))["orders.yaml"]


def test_a_folder_that_git_does_not_know_is_marked_in_no_index(two: Yard) -> None:
    two.git("init", "--quiet")
    edit(two.folder("acme") / "orders.yaml", "key15: 15", "key15: mine")
    result = only(two.update("acme"))
    assert mark(result.tenant.folder, result.conflicts) == ""
    assert "UU" not in two.git("status", "--porcelain")


def test_a_neighbour_in_conflict_stops_nobody(two: Yard) -> None:
    two.tenant("globex")
    two.commit()
    edit(two.folder("acme") / "orders.yaml", "key15: 15", "key15: mine")
    results = two.update("acme")
    mark(results[0].tenant.folder, results[0].conflicts)
    assert only(two.update("globex")).status == "updated"
    assert only(two.update("acme")).status == "up to date"


def test_an_index_that_a_hook_of_git_works_with_is_left_alone(two: Yard, monkeypatch: pytest.MonkeyPatch) -> None:
    two.commit()
    monkeypatch.setenv("GIT_INDEX_FILE", str(two.root / "other-index"))
    monkeypatch.setenv("GIT_DIR", str(two.root / ".git"))
    assert only(two.update("acme")).status == "updated"
    assert not (two.root / "other-index").exists()


def test_an_answer_can_be_changed_with_the_update_and_alone(two: Yard) -> None:
    assert only(two.update("acme", data={"region": "eu-west-1"})).status == "updated"
    assert "region: eu-west-1" in texts(two.folder("acme"))["_defaults.yaml"]
    assert only(two.update("acme", data={"region": "us-east-1"})).status == "updated"
    assert "region: us-east-1" in texts(two.folder("acme"))["_defaults.yaml"]


def test_an_answer_that_the_new_version_does_not_take_stops_the_update(yard: Begin) -> None:
    less = changed(
        FIRST, ("copier.yml", QUESTIONS.replace("us-east-1, eu-west-1", "eu-west-1").replace("us-east-1", "eu-west-1"))
    )
    made = yard({"v1.0.0": FIRST, "v2.0.0": less})
    before = texts(made.tenant("acme"))
    result = only(made.update("acme"))
    assert result.status == "failed" and "region" in result.reason
    assert texts(made.folder("acme")) == before
    assert only(made.update("acme", data={"region": "eu-west-1"})).status == "updated"


def test_a_question_without_a_proposal_stops_the_update_until_it_is_answered(yard: Begin) -> None:
    more = changed(FIRST, ("copier.yml", QUESTIONS + "owner: {type: str}\n"), ("template/OWNER.jinja", "{{ owner }}\n"))
    made = yard({"v1.0.0": FIRST, "v2.0.0": more})
    before = texts(made.tenant("acme"))
    result = only(made.update("acme"))
    assert result.status == "failed" and "owner" in result.reason
    assert texts(made.folder("acme")) == before
    assert only(made.update("acme", data={"owner": "ops"})).status == "updated"
    assert texts(made.folder("acme"))["OWNER"] == "ops\n"


def test_a_template_that_cannot_be_rendered_changes_nothing(yard: Begin) -> None:
    made = yard({"v1.0.0": FIRST, "v2.0.0": changed(FIRST, ("template/a.jinja", "{{ nobody }}\n"))})
    before = texts(made.tenant("acme"))
    result = only(made.update("acme"))
    assert result.status == "failed" and "nobody" in result.reason
    assert texts(made.folder("acme")) == before


def test_one_that_fails_stops_no_other(two: Yard) -> None:
    two.tenant("globex")
    (two.folder("acme") / ANSWERS_FILE).write_text("nothing: [\n")
    assert [each.status for each in two.update("acme", "globex", workers=2)] == ["failed", "updated"]


@pytest.mark.parametrize(
    "answers",
    ["", "[]", "_src_path: x\n", "_src_path: git+dativo://tenant\n_commit: v99.0.0\n", "a: !!python/object:x {}"],
)
def test_answers_that_name_no_known_template_and_version_change_nothing(two: Yard, answers: str) -> None:
    (two.folder("acme") / ANSWERS_FILE).write_text(answers)
    before = texts(two.folder("acme"))
    assert only(two.update("acme")).status == "failed"
    assert texts(two.folder("acme")) == before


def test_a_version_of_tomorrow_asks_for_a_newer_dativo_gen(two: Yard) -> None:
    (two.folder("acme") / ANSWERS_FILE).write_text("_src_path: git+dativo://tenant\n_commit: v99.0.0\n")
    assert "upgrade dativo-gen" in only(two.update("acme")).reason


def test_a_tenant_without_answers_is_told_how_to_get_them(two: Yard) -> None:
    (two.folder("acme") / ANSWERS_FILE).unlink()
    assert "scaffold adopt acme" in only(two.update("acme")).reason


def test_nothing_is_written_through_links(two: Yard, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text(LINES)
    (two.folder("acme") / "orders.yaml").unlink()
    (two.folder("acme") / "orders.yaml").symlink_to(outside)
    result = only(two.update("acme"))
    assert result.status == "failed" and "orders.yaml is a link" in result.reason
    assert outside.read_text() == LINES


def test_a_tenant_that_is_a_link_is_refused(two: Yard) -> None:
    two.folder("linked").symlink_to(two.folder("acme"))
    before = texts(two.folder("acme"))
    assert "is a link" in only(two.update("linked")).reason
    assert texts(two.folder("acme")) == before


def test_a_dry_run_writes_nothing_and_shows_the_diff(two: Yard) -> None:
    before = texts(two.folder("acme"))
    result = only(two.update("acme", pen=DRY))
    assert texts(two.folder("acme")) == before
    assert "-key15: 15\n+key15: new\n" in result.diff and "+++ b/job_configs/acme/new.yaml" in result.diff


def test_yaml_that_a_merge_broke_is_pointed_out(yard: Begin) -> None:
    first = changed(FIRST, ("template/a.yaml", "a: 1\nb: 2\n" + LINES))
    made = yard({"v1.0.0": first, "v2.0.0": changed(first, ("template/a.yaml", "a: 1\nb: 2\n" + LINES + "extra: 1\n"))})
    edit(made.tenant("acme") / "a.yaml", "a: 1\n", "extra: 2\na: 1\n")
    result = only(made.update("acme"))
    assert result.notes == ("look at a.yaml: `extra` is given twice, first at line 1",)


def test_rings_come_in_their_order_and_wait_for_each_other(two: Yard) -> None:
    for name in ("globex", "initech", "hooli"):
        two.tenant(name)
    rings = in_rings(
        two.tenants(["acme", "globex", "initech", "hooli"]), {"canary": ["initech"], "early": ["acme", "nobody"]}
    )
    assert [[each.name for each in ring] for ring in rings] == [["initech"], ["acme"], ["globex", "hooli"]]


def test_a_ring_that_went_wrong_holds_the_next_ones_back(two: Yard, tmp_path: Path) -> None:
    two.tenant("globex")
    before = texts(two.folder("globex"))
    edit(two.folder("acme") / "orders.yaml", "key15: 15", "key15: mine")
    workshop = Workshop(tmp_path / "run", Order((two.url,)), two.notes.append)
    results = Round(workshop, 1).run([two.tenants(["acme"]), two.tenants(["globex"])])
    assert [each.status for each in results] == ["conflicts", "waiting"]
    assert texts(two.folder("globex")) == before


def test_several_workers_make_what_one_makes(two: Yard) -> None:
    names = [f"tenant{number}" for number in range(6)]
    for name in names:
        two.tenant(name)
    assert {each.status for each in two.update(*names, workers=3)} == {"updated"}
    made = [{path: text.replace(name, "x") for path, text in texts(two.folder(name)).items()} for name in names]
    assert all(each == made[0] for each in made)


def test_a_template_is_fetched_once_and_then_needs_no_network(two: Yard, tmp_path: Path) -> None:
    (tmp_path / "template.git").rename(tmp_path / "gone.git")
    assert only(two.update("acme")).status == "updated"
    assert len(two.notes) == 1 and "cannot be reached" in two.notes[0]


def test_a_template_that_was_never_fetched_and_is_away_is_said(tmp_path: Path) -> None:
    made = Yard(tmp_path / "repository", f"git+file://{tmp_path}/nowhere.git")
    made.folder("acme").mkdir(parents=True)
    (made.folder("acme") / ANSWERS_FILE).write_text(f"_src_path: {made.url}\n_commit: v1\n")
    assert "cannot be fetched" in only(made.update("acme")).reason


def test_a_branch_can_be_followed(two: Yard, tmp_path: Path) -> None:
    place = tmp_path / "template.git"
    files = {path: File(text.encode()) for path, text in changed(SECOND, ("template/README.md", "branch\n")).items()}
    git.run("fast-import", "--quiet", given=commit("refs/heads/next", files, "refs/heads/main", "x"), repository=place)
    assert only(two.update("acme", ref="next")).new.startswith("v2.0.0-1-g")
    assert texts(two.folder("acme"))["README.md"] == "branch\n"
    assert only(two.update("acme", ref="next")).status == "up to date"


@pytest.mark.parametrize("ref", ["nope", "-x", "--upload-pack=x", "v1.0.0..v2.0.0", "HEAD~1", "@{-1}", ""])
def test_a_ref_that_is_none_changes_nothing(two: Yard, ref: str) -> None:
    before = texts(two.folder("acme"))
    result = only(two.update("acme", ref=ref or " "))
    assert result.status == "failed"
    assert texts(two.folder("acme")) == before


def test_rights_of_a_file_stay(two: Yard) -> None:
    file = two.folder("acme") / "orders.yaml"
    file.chmod(0o640)
    two.update("acme")
    assert file.stat().st_mode & 0o777 == 0o640


def test_windows_line_ends_stay(two: Yard) -> None:
    file = two.folder("acme") / "orders.yaml"
    file.write_bytes(LINES.replace("key2: 2", "key2: mine").replace("\n", "\r\n").encode())
    assert only(two.update("acme")).status == "updated"
    wanted = LINES.replace("key2: 2", "key2: mine").replace("key15: 15", "key15: new").replace("\n", "\r\n")
    assert file.read_bytes().decode() == wanted


def test_answers_that_were_edited_by_hand_are_taken_as_answers(two: Yard) -> None:
    edit(two.folder("acme") / ANSWERS_FILE, "region: us-east-1", "region: eu-west-1")
    edit(two.folder("acme") / "_defaults.yaml", "region: us-east-1", "region: eu-west-1")
    assert only(two.update("acme")).status == "updated"
    assert yaml.safe_load(texts(two.folder("acme"))[ANSWERS_FILE])["region"] == "eu-west-1"


@pytest.mark.long
def test_a_hundred_tenants_with_and_without_edits(yard: Begin) -> None:
    made = yard({"v1.0.0": FIRST, "v2.0.0": SECOND})
    names = [f"tenant{number}" for number in range(100)]
    for number, name in enumerate(names):
        made.tenant(name)
        if number % 3:
            edit(made.folder(name) / "orders.yaml", f"key{number % 14}: ", f"key{number % 14}: mine")
    assert {each.status for each in made.update(*names, workers=os.cpu_count() or 1)} == {"updated"}
    assert {each.status for each in made.update(*names)} == {"up to date"}
    for number, name in enumerate(names):
        text = texts(made.folder(name))["orders.yaml"]
        assert "key15: new" in text and not has_markers(text.encode())
        assert ("mine" in text) == bool(number % 3)


def test_the_tests_own_template_is_one(tmp_path: Path) -> None:
    assert ANSWERS in FIRST
    assert template(tmp_path / "t.git", {"v1.0.0": FIRST}).startswith("git+file:///")

"""`dativo-gen adopt` makes files ours as they stand: manifests change, no file does, and the next render goes on."""

from __future__ import annotations

import json
import subprocess
import sysconfig
from pathlib import Path, PurePosixPath

import pytest
from typer.testing import CliRunner

from dativo_gen.adopting import adopt as adopted
from dativo_gen.cli.app import app
from dativo_gen.disk import perform
from dativo_gen.lock import locked
from dativo_gen.look import scan
from dativo_gen.steps import steps
from tests.ondisk import put, tree
from tests.removals import SHARED, Ran, Repository, repository

STACK = "generated/terraform/acme/prod/lake"
JOB = "generated/jobs/prod/acme/orders.yaml"
P = PurePosixPath


@pytest.fixture
def lake(tmp_path: Path) -> Repository:
    """One job with its stack, rendered."""
    made = repository(tmp_path)
    made.job("orders", SHARED)
    made.done()
    return made


@pytest.fixture
def foreign(tmp_path: Path) -> Repository:
    """One job that was never rendered, and a stack folder that somebody wrote by hand."""
    made = repository(tmp_path)
    made.job("orders", SHARED)
    made.write(f"{STACK}/main.tf", "# mine\n")
    made.write(f"{STACK}/extra.tf", "")
    return made


def adopt(made: Repository, *arguments: str) -> Ran:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made.root)
        result = CliRunner().invoke(app, ["adopt", *arguments], catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


def kept(made: Repository, *arguments: str) -> Ran:
    """Adopt, and be sure that no file but manifests has changed."""
    before = without_manifests(made)
    ran = adopt(made, *arguments)
    assert without_manifests(made) == before
    return ran


def without_manifests(made: Repository) -> dict[str, bytes]:
    return {path: data for path, data in made.bytes().items() if not path.endswith(".dativo-gen.json")}


def refused(made: Repository, *arguments: str) -> Ran:
    """Adopt, and be sure that it was refused and that not a byte has changed."""
    before = made.bytes()
    ran = adopt(made, *arguments)
    assert ran.code == 4, ran
    assert ran.stderr.endswith("nothing adopted\n")
    assert made.bytes() == before
    return ran


def test_an_edited_file_is_overwritten_by_the_next_render_alone(lake: Repository) -> None:
    before = lake.bytes()
    lake.write(JOB, "mine: 1\n")
    lake.refused()
    ran = kept(lake, JOB)
    assert ran.code == 0
    assert ran.stdout.startswith(f"adopted: {JOB} (edited)\n--- a/{JOB}\n+++ b/{JOB}\n@@")
    assert ran.stdout.endswith("1 file adopted; the next render changes 1 of those adopted\n")
    assert lake.render("--check").code == 3
    assert "~ jobs/prod/acme/orders.yaml\n" in lake.done().stdout
    assert lake.bytes() == before


def test_an_edit_that_is_adopted_can_be_edited_again(lake: Repository) -> None:
    lake.write(JOB, "mine: 1\n")
    kept(lake, JOB)
    lake.write(JOB, "mine: 2\n")
    lake.refused()


def test_only_the_entry_of_the_file_changes_in_its_manifest(lake: Repository) -> None:
    before = json.loads(lake.manifest("acme/prod/lake").read_text())
    lake.write(f"{STACK}/main.tf", "# mine\n")
    kept(lake, f"{STACK}/main.tf")
    after = json.loads(lake.manifest("acme/prod/lake").read_text())
    assert after["files"]["main.tf"].pop("sha256") != before["files"]["main.tf"].pop("sha256")
    assert after == before


def test_a_folder_that_others_wrote_is_taken_in(foreign: Repository) -> None:
    foreign.refused()
    ran = kept(foreign, "generated/terraform")
    assert f"adopted: {STACK}/main.tf (foreign)\n" in ran.stdout
    assert f"left alone: {STACK}/extra.tf: render would never write it\n" in ran.stdout
    assert foreign.statuses("acme/prod/lake") == {"orders": "present"}
    foreign.done()
    assert foreign.stacks() == ["acme/prod/lake"]
    assert (foreign.root / STACK / "extra.tf").read_text() == ""
    foreign.done("--check")


def test_what_was_taken_in_counts_as_a_stack_that_may_not_just_vanish(foreign: Repository) -> None:
    kept(foreign, STACK)
    foreign.without("orders")
    foreign.plain_job("plain")
    assert foreign.refused().refused == ["acme/prod/orders"]


def test_a_file_as_it_would_be_written_is_simply_recorded(lake: Repository) -> None:
    before = lake.bytes()
    lake.manifest("acme/prod/lake").unlink()
    ran = kept(lake, STACK)
    assert f"adopted: {STACK}/main.tf (as render would write it)\n" in ran.stdout
    assert "8 files adopted; the next render changes 0 of those adopted" in ran.stdout
    lake.done()
    assert lake.bytes() == before


def test_what_is_ours_already_is_no_news(lake: Repository) -> None:
    before = lake.bytes()
    ran = kept(lake, "generated", f"{STACK}/main.tf")
    assert ran.stdout == "0 files adopted, 11 known already; the next render changes 0 of those adopted\n"
    assert lake.bytes() == before


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (f"{STACK}/extra.tf", "render would never write this"),
        (f"{STACK}/nothing.tf", "render would never write this"),
        (f"{STACK}/.terraform", "render would never write this"),
        (f"{STACK}/.dativo-gen.json", "is dativo-gen's own record"),
        (f"{STACK}/outputs.tf", "nothing stands here yet"),
        (f"{STACK}/link.tf", "render would never write this"),
        (f"{STACK}/main.tf", "a symlink, or something else that is no plain file, stands here"),
        (f"{STACK}/tags.json", "a symlink, or something else that is no plain file, stands here"),
        (STACK, "a symlink, or something else that is no plain file, stands here"),
    ],
)
def test_what_render_would_not_write_is_refused_with_all_else(lake: Repository, path: str, reason: str) -> None:
    folder = lake.root / STACK
    lake.write(JOB, "mine: 1\n")
    for name in ("extra.tf", ".terraform/x"):
        lake.write(f"{STACK}/{name}", "")
    (folder / "outputs.tf").unlink()
    (folder / "main.tf").rename(folder / "real.tf")
    (folder / "main.tf").symlink_to("real.tf")
    (folder / "link.tf").symlink_to("real.tf")
    (folder / "tags.json").unlink()
    (folder / "tags.json").mkdir()
    ran = refused(lake, JOB, path)
    assert f": {reason}\nhint: " in ran.stderr
    assert not ran.stdout


def test_a_folder_that_is_a_symlink_is_refused(lake: Repository) -> None:
    (lake.root / STACK).rename(lake.root / "elsewhere")
    (lake.root / STACK).symlink_to(lake.root / "elsewhere")
    assert "a symlink" in refused(lake, f"{STACK}/main.tf").stderr


def test_a_file_that_no_job_makes_any_more_is_refused(lake: Repository) -> None:
    lake.plain_job("plain")
    lake.done()
    lake.without("plain")
    lake.write("generated/jobs/prod/acme/plain.yaml", "mine: 1\n")
    assert "no job makes this file any more" in refused(lake, "generated/jobs/prod/acme/plain.yaml").stderr


@pytest.mark.parametrize("path", ["job_configs", "generated/../dativo-gen.yaml", "/", "../x", "modules/etl/main.tf"])
def test_a_path_outside_of_the_output_folder_is_wrong_usage(lake: Repository, path: str) -> None:
    ran = adopt(lake, path)
    assert ran.code == 2
    assert f"{path}: lies outside of the output folder" in ran.stderr


def test_an_output_folder_of_another_name(lake: Repository) -> None:
    lake.done("--out", "other")
    lake.write("other/jobs/prod/acme/orders.yaml", "mine: 1\n")
    assert adopt(lake, "other/jobs", "--out", "other").code == 0
    assert "~ jobs/prod/acme/orders.yaml\n" in lake.done("--out", "other").stdout


def test_problems_of_the_job_stand_in_the_way_and_those_of_other_tenants_do_not(lake: Repository) -> None:
    lake.write(JOB, "mine: 1\n")
    lake.write("job_configs/globex/bad.yaml", "tenant_id: globex\ninfrastructure: {provider: awz}\n")
    assert kept(lake, JOB).code == 0
    lake.write("job_configs/acme/bad.yaml", "tenant_id: acme\ninfrastructure: {provider: awz}\n")
    before = lake.bytes()
    ran = adopt(lake, JOB)
    assert ran.code == 1
    assert ran.stderr.endswith("nothing adopted: 1 error\n")
    assert lake.bytes() == before


def test_a_first_manifest_must_not_hide_what_the_last_commit_remembers(lake: Repository) -> None:
    lake.commit()
    lake.delete_output()
    lake.write(f"{STACK}/main.tf", "# mine\n")
    assert "git's last commit has stacks that generated has not" in refused(lake, STACK).stderr
    lake.git("restore", "generated")
    lake.write(f"{STACK}/main.tf", "# mine\n")
    assert kept(lake, STACK).code == 0


def test_a_first_manifest_must_not_settle_what_render_refuses(lake: Repository) -> None:
    lake.job("orders", {**SHARED, "key": "sea.tfstate"})
    lake.write("generated/terraform/acme/prod/sea/main.tf", "# mine\n")
    assert "must be settled first" in refused(lake, "generated/terraform/acme/prod/sea").stderr
    lake.write(f"{STACK}/main.tf", "# mine\n")
    assert "render would never" in refused(lake, f"{STACK}/extra.tf").stderr


def test_an_adoption_as_json(foreign: Repository) -> None:
    data = json.loads(kept(foreign, STACK, "--format", "json").stdout)
    path = "terraform/acme/prod/lake/main.tf"
    assert [(each["path"], each["state"]) for each in data["adopted"]] == [(path, "foreign")]
    assert data["adopted"][0]["diff"].startswith(f"--- a/generated/{path}\n")
    assert data["left"] == ["terraform/acme/prod/lake/extra.tf"]
    assert data["refused"] == []
    ran = adopt(foreign, f"{STACK}/extra.tf", "--format", "json")
    assert ran.code == 4
    assert [each["path"] for each in json.loads(ran.stdout)["refused"]] == ["terraform/acme/prod/lake/extra.tf"]


def test_an_adoption_waits_for_a_run_that_holds_the_folder(lake: Repository) -> None:
    lake.write(JOB, "mine: 1\n")
    command = [str(Path(sysconfig.get_path("scripts"), "dativo-gen")), "adopt", JOB, "--quiet"]
    with locked(lake.output, pytest.fail):
        before = lake.bytes()
        running = subprocess.Popen(command, cwd=lake.root, stderr=subprocess.PIPE, text=True)
        assert running.stderr is not None
        assert "waiting up to 60 seconds" in running.stderr.readline()
        assert lake.bytes() == before
    assert running.wait(60) == 0
    running.stderr.close()
    assert lake.render("--check").code == 3


def test_quiet_says_nothing(foreign: Repository) -> None:
    ran = kept(foreign, STACK, "--quiet")
    assert (ran.code, ran.stdout, ran.stderr) == (0, "", "")


def test_an_adoption_that_is_killed_anywhere_leaves_each_folder_as_it_was_or_adopted(tmp_path: Path) -> None:
    wanted = tree({"a": {"x": "new"}, "b": {"y": "new"}})
    put(tmp_path, {"a/x": "mine", "b/y": "mine"})
    change = adopted(wanted, scan(tmp_path, wanted, "generated"), [P(".")]).change
    todo = list(steps(change, {}))
    for step in todo:
        perform(tmp_path, step)
        again = adopted(wanted, scan(tmp_path, wanted, "generated"), [P(".")])
        assert {*again.adopted, *again.known} == {P("a/x"), P("b/y")}
        assert (tmp_path / "a/x").read_text() == (tmp_path / "b/y").read_text() == "mine"
    assert again.known == (P("a/x"), P("b/y"))

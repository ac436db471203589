"""The five states of a file, decided by hashes, and how `inventory --files` and `render` tell them."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from dativo_gen.cli.app import app
from dativo_gen.existing import Existing, Found, Recorded
from dativo_gen.manifest import Entry, Manifest, digest
from dativo_gen.states import State, counted_states, file_states, state_of, states_of
from dativo_gen.tree import Folder, RenderedFile, diff
from tests.removals import SHARED, Ran, Repository, repository

P = PurePosixPath
STACK = "generated/terraform/acme/prod/lake"


@pytest.mark.parametrize(
    ("found", "wanted", "ours", "state"),
    [
        (Found("file", "new"), "new", ["old"], "fresh"),
        (Found("file", "new"), "new", None, "fresh"),
        (Found("file", "new"), "new", ["new"], "fresh"),
        (Found("file", "old"), "new", ["old"], "stale"),
        (Found("file", "old"), None, ["old"], "stale"),
        (Found("file", "half"), "new", ["old", "half"], "stale"),
        (Found("file", "hand"), "new", ["old"], "edited"),
        (Found("file", "hand"), None, ["old"], "edited"),
        (Found("symlink"), "new", ["old"], "edited"),
        (Found("folder"), "new", ["old"], "edited"),
        (Found("file", "hand"), "new", None, "foreign"),
        (Found("symlink"), "new", None, "foreign"),
        (Found("below-symlink"), "new", None, "foreign"),
        (Found("missing"), "new", None, "missing"),
        (Found("missing"), "new", ["old"], "missing"),
        (Found("missing"), None, ["old"], "missing"),
    ],
)
def test_a_state_follows_from_what_stands_is_wanted_and_was_written(
    found: Found, wanted: str | None, ours: list[str] | None, state: State
) -> None:
    assert state_of(found, wanted, ours) == state


FOUND = st.sampled_from(
    [Found("missing"), Found("symlink"), Found("folder"), *(Found("file", digest(text)) for text in ("1", "2", "3"))]
)
RECORDED = st.none() | st.sampled_from(["1", "2", "3"])


@given(FOUND, st.sampled_from(["1", "2"]), RECORDED)
def test_a_wanted_file_is_treated_as_its_state_says(found: Found, wanted: str, recorded: str | None) -> None:
    tree = {P("s"): Folder(P("s"), {"a": RenderedFile(wanted)})}
    entries = {"a": Entry(digest(recorded))} if recorded is not None else {}
    existing = Existing({P("s"): Recorded(Manifest(entries), "")}, {P("s/a"): found})
    change = diff(tree, existing, lambda _: True, lambda _: False)
    acts = {
        "fresh": change.unchanged,
        "stale": change.changed,
        "missing": change.created,
        "edited": [each.path for each in change.refused],
        "foreign": [each.path for each in change.refused],
    }
    (state,) = states_of([P("s/a")], tree, existing).values()
    assert list(acts[state]) == [P("s/a")]


def test_every_file_is_listed_once_and_what_a_run_is_not_about_is_left_out() -> None:
    wanted = {P("s"): Folder(P("s"), {"a.tf": RenderedFile("a"), "b.tf": RenderedFile("b")})}
    recorded = Recorded(
        Manifest({"b.tf": Entry(digest("old")), "gone.tf": Entry("0" * 64), "x.tf": Entry("1" * 64)}), ""
    )
    found = {P("s/a.tf"): Found("file", digest("a")), P("s/b.tf"): Found("file", digest("old"))}
    found[P("s/x.tf")] = Found("file", "1" * 64)
    existing = Existing({P("s"): recorded}, found, (P("s/.terraform"), P("t/y")))
    change = diff(wanted, existing, lambda path: path != P("s/x.tf"), lambda _: False)
    files = file_states(wanted, existing, change, lambda path: path.parts[0] == "s")
    assert [(str(each.path), each.state, each.note) for each in files] == [
        ("s/.terraform", "foreign", "Terraform's working folder, which `terraform init` makes again"),
        ("s/a.tf", "fresh", ""),
        ("s/b.tf", "stale", ""),
        ("s/gone.tf", "missing", "no longer wanted"),
    ]
    assert counted_states(files) == {"fresh": 1, "stale": 1, "edited": 0, "foreign": 1, "missing": 1}


@pytest.fixture
def lake(tmp_path: Path) -> Repository:
    """One job with its stack, rendered."""
    made = repository(tmp_path)
    made.job("orders", SHARED)
    made.done()
    return made


def inventory(made: Repository, *arguments: str) -> Ran:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made.root)
        result = CliRunner().invoke(app, ["inventory", "--files", *arguments], catch_exceptions=False)
    return Ran(result.exit_code, result.stdout, result.stderr)


def listed(ran: Ran) -> dict[str, str]:
    """Path and state of what is not fresh."""
    assert ran.code == 0, ran
    rows = [line.split(maxsplit=2)[:2] for line in ran.stdout.splitlines()[:-1]]
    return {path: state for state, path in rows if state != "fresh"}


def test_after_a_render_every_file_is_fresh(lake: Repository) -> None:
    ran = inventory(lake, "job_configs")
    assert listed(ran) == {}
    assert ran.stdout.splitlines()[-1] == "11 files: 11 fresh, 0 stale, 0 edited, 0 foreign, 0 missing"


def test_the_inventory_lists_each_state(lake: Repository) -> None:
    folder = lake.root / STACK
    (folder / "main.tf").write_text("# mine\n")
    (folder / "outputs.tf").unlink()
    (folder / "extra.tf").write_text("")
    (folder / ".terraform").mkdir()
    lake.job("orders", SHARED, tags={"team": "data"})
    ran = inventory(lake, "job_configs")
    assert listed(ran) == {
        "generated/jobs/prod/acme/orders.yaml": "stale",
        f"{STACK}/.terraform": "foreign",
        f"{STACK}/extra.tf": "foreign",
        f"{STACK}/main.tf": "edited",
        f"{STACK}/outputs.tf": "missing",
        f"{STACK}/tags.json": "stale",
        f"{STACK}/terraform.tfvars": "stale",
    }
    assert f"foreign  {STACK}/extra.tf (not written by dativo-gen)\n" in ran.stdout


def test_paths_of_the_tree_choose_what_is_listed(lake: Repository) -> None:
    (lake.root / STACK / "extra.tf").write_text("")
    (lake.output / "jobs/prod/acme/orders.yaml").write_text("x: 1\n")
    assert listed(inventory(lake, "generated/jobs")) == {"generated/jobs/prod/acme/orders.yaml": "edited"}
    assert listed(inventory(lake, STACK)) == {f"{STACK}/extra.tf": "foreign"}
    assert inventory(lake, "job_configs", "generated/nothing").stdout.startswith("0 files: ")


def test_the_files_of_other_tenants_are_not_those_of_a_selection(lake: Repository) -> None:
    lake.job("lanes", tenant="globex")
    lake.done()
    (lake.output / "terraform/globex/prod/lanes/extra.tf").write_text("")
    (lake.root / STACK / "extra.tf").write_text("")
    found = inventory(lake, "job_configs", "--tenant", "acme")
    assert listed(found) == {f"{STACK}/extra.tf": "foreign"}
    assert "globex" not in found.stdout


def test_a_line_end_of_another_system_is_no_edit(lake: Repository) -> None:
    file = lake.root / STACK / "main.tf"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert listed(inventory(lake, "job_configs")) == {}


def test_the_files_of_a_job_that_left_are_stale(lake: Repository) -> None:
    lake.plain_job("plain")
    lake.done()
    lake.without("plain")
    ran = inventory(lake, "job_configs")
    assert "stale    generated/jobs/prod/acme/plain.yaml (no longer wanted)\n" in ran.stdout


def test_the_inventory_of_files_as_json(lake: Repository) -> None:
    (lake.root / STACK / "extra.tf").write_text("")
    data = json.loads(inventory(lake, STACK, "--format", "json").stdout)
    assert data["counts"] == {"fresh": 8, "stale": 0, "edited": 0, "foreign": 1, "missing": 0}
    path = "terraform/acme/prod/lake/extra.tf"
    assert {"path": path, "state": "foreign", "note": "not written by dativo-gen"} in data["files"]
    assert data["output"] == "generated"


def test_jobs_with_problems_have_no_files_to_list(lake: Repository) -> None:
    lake.write("job_configs/acme/bad.yaml", "tenant_id: acme\ninfrastructure: {provider: awz}\n")
    ran = inventory(lake, "job_configs")
    assert (ran.code, ran.stdout) == (1, "")
    assert "invalid-provider" in ran.stderr


def test_render_says_the_state_where_it_tells_more_than_the_mark(lake: Repository) -> None:
    folder = lake.root / STACK
    (folder / "main.tf").write_text("# mine\n")
    (folder / "outputs.tf").unlink()
    shown = lake.done("--force").stdout.splitlines()
    assert "~ terraform/acme/prod/lake/main.tf (edited: also what others changed in it)" in shown
    assert "+ terraform/acme/prod/lake/outputs.tf (missing)" in shown


def test_render_gives_the_states_as_json(lake: Repository) -> None:
    (lake.root / STACK / "main.tf").write_text("# mine\n")
    (lake.root / STACK / "outputs.tf").unlink()
    lake.job("orders", SHARED, tags={"team": "data"})
    data = json.loads(lake.render("--check", "--format", "json").stdout)
    assert data["states"] == {
        "jobs/prod/acme/orders.yaml": "stale",
        "terraform/acme/prod/lake/main.tf": "edited",
        "terraform/acme/prod/lake/outputs.tf": "missing",
        "terraform/acme/prod/lake/tags.json": "stale",
        "terraform/acme/prod/lake/terraform.tfvars": "stale",
    }


def test_without_a_path_every_file_is_listed(lake: Repository) -> None:
    (lake.root / STACK / "extra.tf").write_text("")
    assert listed(inventory(lake)) == {f"{STACK}/extra.tf": "foreign"}


def test_outside_of_a_repository_there_is_nothing_to_list(tmp_path: Path) -> None:
    ran = inventory(Repository(tmp_path))
    assert ran.code == 2
    assert "name a folder of job configs" in ran.stderr


def test_jobs_and_files_are_asked_for_one_by_one(lake: Repository) -> None:
    ran = inventory(lake, "job_configs", "--affected-by", "HEAD")
    assert ran.code == 2
    assert "ask for one of them" in ran.stderr


def test_an_inventory_of_jobs_needs_jobs() -> None:
    ran = CliRunner().invoke(app, ["inventory"])
    assert ran.exit_code == 2
    assert "name a folder of job configs" in ran.stderr

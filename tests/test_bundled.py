"""Copies of bundled modules in the tree: there for all tenants, as long as a stack needs them; and their commands."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dativo_gen.cli.app import app
from dativo_gen.terraform.bundled import bundled_modules, needed_files, whole_module

STATE = 'state: {aws: {type: s3, bucket: acme, key: "${tenant_id}/${environment}/${stack}", region: us-east-1}}\n'
JOB = "tenant_id: TENANT\ninfrastructure:\n  provider: aws\n  region: us-east-1\n"
ECS = "  runtime: {type: ecs}\n"
MODULES = Path("generated/terraform/_modules")


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty repository as the current folder."""
    monkeypatch.chdir(tmp_path)
    Path("dativo-gen.yaml").write_text(STATE, "utf-8")


def write(tenant: str, name: str, more: str = "") -> None:
    place = Path("jobs", tenant, f"{name}.yaml")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(JOB.replace("TENANT", tenant) + more, "utf-8")


def run(*words: str, code: int = 0) -> Result:
    result = CliRunner().invoke(app, words, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def render(*options: str, code: int = 0) -> Result:
    return run("render", "jobs", *options, code=code)


def copies() -> list[str]:
    """The modules that have a copy in the tree."""
    return sorted(path.parent.relative_to(MODULES).as_posix() for path in MODULES.glob("*/*/main.tf"))


def test_only_modules_that_a_stack_calls_are_copied_each_once() -> None:
    write("acme", "foundation")
    write("acme", "orders", ECS)
    write("globex", "orders", ECS)
    render()
    assert copies() == ["aws/dativo-etl", "aws/etl-job"]
    found = {path.name for path in (MODULES / "aws/etl-job").iterdir()}
    assert found == {*needed_files("aws/etl-job"), ".dativo-gen.json"}
    render("--check")


def test_the_manifest_of_a_copy_names_its_files_and_no_version() -> None:
    write("acme", "orders", ECS)
    render()
    manifest = json.loads((MODULES / "aws/etl-job/.dativo-gen.json").read_text("utf-8"))
    assert manifest["files"].keys() == needed_files("aws/etl-job").keys()
    assert manifest["inputs"] == {}
    assert manifest.keys() == {"files", "format", "inputs"}


def test_a_copy_without_a_stack_goes_when_everything_is_rendered() -> None:
    write("acme", "orders", ECS)
    write("acme", "foundation")
    render()
    Path("jobs/acme/foundation.yaml").write_text("tenant_id: acme\n", "utf-8")
    Path("dativo-gen.yaml").write_text(STATE + "removed: {acme/prod/foundation: gone}\n", "utf-8")
    render()
    assert copies() == ["aws/etl-job"]
    assert not (MODULES / "aws/dativo-etl").exists()


@pytest.mark.parametrize("word", ["keep", "destroy"])
def test_a_removed_job_keeps_its_module_until_it_is_gone(word: str) -> None:
    write("acme", "orders", ECS)
    write("acme", "foundation")
    render()
    Path("jobs/acme/orders.yaml").unlink()
    Path("dativo-gen.yaml").write_text(f"{STATE}removed: {{acme/prod/orders: {word}}}\n", "utf-8")
    render()
    assert copies() == ["aws/dativo-etl", "aws/etl-job"]
    render("--check")
    Path("dativo-gen.yaml").write_text(f"{STATE}removed: {{acme/prod/orders: gone}}\n", "utf-8")
    render()
    assert copies() == ["aws/dativo-etl"]


def test_a_selection_takes_no_module_from_the_others() -> None:
    write("acme", "foundation")
    write("globex", "orders", ECS)
    render()
    for options in (["--tenant", "acme"], ["--tenant", "globex"], ["--env", "prod"], ["--target", "jobs"]):
        render(*options)
        render(*options, "--check")
        assert copies() == ["aws/dativo-etl", "aws/etl-job"], options


def test_an_environment_that_is_called_like_a_provider_takes_no_module_away() -> None:
    write("acme", "foundation")
    write("globex", "orders", ECS + "environment: aws\n")
    render()
    Path("jobs/globex/orders.yaml").write_text("tenant_id: globex\nenvironment: aws\n", "utf-8")
    Path("dativo-gen.yaml").write_text(STATE + "removed: {globex/aws/orders: gone}\n", "utf-8")
    render("--env", "aws")
    assert copies() == ["aws/dativo-etl", "aws/etl-job"]
    render()
    assert copies() == ["aws/dativo-etl"]


def test_a_selection_brings_the_modules_that_it_needs() -> None:
    write("acme", "foundation")
    write("globex", "orders", ECS)
    render("--tenant", "globex")
    assert copies() == ["aws/etl-job"]


def test_a_file_of_a_users_own_beside_a_copy_stays() -> None:
    write("acme", "orders", ECS)
    render()
    own = MODULES / "aws/etl-job/notes.txt"
    own.write_text("mine", "utf-8")
    render()
    assert own.read_text("utf-8") == "mine"


def test_a_copy_that_somebody_changed_is_not_written_over() -> None:
    write("acme", "orders", ECS)
    render()
    file = MODULES / "aws/etl-job/main.tf"
    file.write_text("# mine\n", "utf-8")
    assert "edited since" in render(code=4).output
    assert file.read_text("utf-8") == "# mine\n"
    render("--force-path", str(file))
    assert file.read_text("utf-8") != "# mine\n"


def test_no_copy_is_made_of_what_lies_in_git() -> None:
    Path("dativo-gen.yaml").write_text(
        STATE + "modules: {bundled: git::https://github.com/acme/modules.git?ref=v1}\n", "utf-8"
    )
    write("acme", "orders", ECS)
    render()
    assert copies() == []


def test_a_line_of_a_copy_is_explained_by_its_module() -> None:
    write("acme", "orders", ECS)
    render()
    told = run("explain", f"{MODULES}/aws/etl-job/main.tf:5").output
    assert "the bundled module, in dativo://aws/etl-job/main.tf" in told


def test_the_list_names_every_module_and_whom_it_serves() -> None:
    told = run("modules", "list").output
    assert all(name in told for name in bundled_modules())
    assert "default for aws on dagster, aws on airflow, aws on ecs" in told
    found = json.loads(run("modules", "list", "--format", "json").stdout)["modules"]
    assert [each["name"] for each in found] == list(bundled_modules())
    assert found[0]["default_for"] == ["aws"]


def test_a_module_is_shown_with_what_it_takes_and_gives() -> None:
    told = run("modules", "show", "dativo://aws/etl-job").output
    assert "job_name: string, required" in told
    assert "container_image: string, default null" in told
    found = json.loads(run("modules", "show", "aws/etl-job", "--format", "json").stdout)
    assert {each["name"] for each in found["variables"] if each["required"]} == {"job_name", "tenant_id"}
    assert "task_role_arn" in {each["name"] for each in found["outputs"]}


def test_a_name_that_is_not_bundled_is_refused_with_a_proposal() -> None:
    assert "did you mean aws/etl-job?" in run("modules", "show", "aws/etl-jobs", code=2).output
    assert "modules list" in run("modules", "vendor", "nonsense", code=2).output


def test_a_vendored_module_is_whole_and_jobs_can_call_it() -> None:
    told = run("modules", "vendor", "aws/etl-job")
    assert "./modules/aws/etl-job" in told.output
    folder = Path("modules/aws/etl-job")
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.*")}
    assert texts == whole_module("aws/etl-job")
    write("acme", "orders", f"{ECS}  terraform: {{module_source: ./modules/aws/etl-job}}\n")
    render()
    assert copies() == []


def test_all_copies_together_can_stand_for_the_bundled_ones() -> None:
    run("modules", "vendor", *bundled_modules(), "--to", "platform/modules")
    Path("dativo-gen.yaml").write_text(STATE + "modules: {bundled: ./platform/modules}\n", "utf-8")
    write("acme", "orders", ECS)
    render()
    main = Path("generated/terraform/acme/prod/orders/main.tf").read_text("utf-8")
    assert 'source = "../../../../../platform/modules/aws/etl-job"' in main
    assert copies() == []


def test_what_stands_already_is_never_overwritten_by_a_copy() -> None:
    Path("modules/gcp/etl-job").mkdir(parents=True)
    assert "modules/gcp/etl-job exists" in run("modules", "vendor", "aws/etl-job", "gcp/etl-job", code=2).output
    assert not Path("modules/aws").exists()


def test_outside_of_a_repository_one_has_to_say_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(tmp_path / "jobs", ignore_errors=True)
    (tmp_path / "dativo-gen.yaml").unlink()
    assert "--to DIR" in run("modules", "vendor", "aws/etl-job", code=2).output
    run("modules", "vendor", "aws/etl-job", "--to", "here", "--quiet")
    assert Path("here/aws/etl-job/main.tf").is_file()

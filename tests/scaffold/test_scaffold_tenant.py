"""`scaffold tenant`: what it makes is valid as it stands, and whatever cannot be is refused with nothing written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from dativo_gen.assets import root as assets
from dativo_gen.scaffold.answers import ANSWERS_FILE
from dativo_gen.scaffold.copier_run import Rendering, TemplateFailedError, render
from dativo_gen.scaffold.questions import checker
from dativo_gen.scaffold.tenant import STARTERS, TEMPLATE
from tests.scaffold.running import MODULE, MODULES, PLACES, run, snapshot, tenant


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a folder of jobs, no jobs, and a module for every cloud."""
    folder = tmp_path / "repository"
    (folder / "job_configs").mkdir(parents=True)
    (folder / "modules/etl").mkdir(parents=True)
    (folder / "modules/etl/main.tf").write_text(MODULE)
    (folder / "dativo-gen.yaml").write_text(MODULES)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(("provider", "runtime"), PLACES)
def test_a_new_tenant_renders_without_an_edit(root: Path, provider: str, runtime: str) -> None:
    answers = [f"provider={provider}", f"runtime={runtime}", "environments=dev,prod"]
    made = tenant("acme", answers=[*answers, f"starters={','.join(STARTERS)}", "regulations=GDPR,SOC2"])
    assert made.exit_code == 0, made.output
    assert run("render", "job_configs", "--quiet").exit_code == 0
    assert run("render", "job_configs", "--check", "--quiet").exit_code == 0
    stacks = list((root / "generated/terraform/acme").glob("*/*/main.tf"))
    assert len(stacks) == len(STARTERS) * 2


@pytest.mark.parametrize(("provider", "runtime"), PLACES)
def test_a_new_tenant_of_a_bare_folder_gets_a_shipped_module(root: Path, provider: str, runtime: str) -> None:
    (root / "dativo-gen.yaml").unlink()
    made = tenant("acme", answers=[f"provider={provider}", f"runtime={runtime}"])
    assert made.exit_code == 0, made.output
    assert run("render", "job_configs", "--quiet").exit_code == 0


@pytest.mark.parametrize("name", ["no", "on", "y", "null", "off", "x", "e1", "a" * 63, "a_b-c_", "true"])
def test_names_that_yaml_reads_as_something_else_and_long_ones_work(root: Path, name: str) -> None:
    provider = ("aws", "gcp", "azure")[len(name) % 3]
    made = tenant(name, answers=[f"provider={provider}", "environments=off,no"])
    assert made.exit_code == 0, made.output
    assert (root / f"job_configs/{name}/_defaults.yaml").is_file()


@pytest.mark.parametrize(
    "value",
    [
        "a: b # c",
        "'quoted' \"twice\"",
        "Zürich, 東京",
        "{{ tenant }}",
        "- x",
        "%{if}",
        "NO",
        "0123",
        "1.10",
        "\\u0041",
        "@me",
    ],
)
def test_any_line_of_text_comes_through_as_it_is(root: Path, value: str) -> None:
    made = tenant("acme", answers=[f"owner={value}", f"cost_center={value}"])
    layer = yaml.safe_load((root / "job_configs/acme/_defaults.yaml").read_text())
    assert made.exit_code == 0, made.output
    assert layer["governance_overrides"]["owner"] == value
    assert layer["infrastructure"]["tags"]["cost_center"] == value
    assert yaml.safe_load((root / f"job_configs/acme/{ANSWERS_FILE}").read_text())["owner"] == value


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "Acme",
        "a/b",
        "",
        ".",
        "..",
        "con",
        "com1",
        "1a",
        "-x",
        "a" * 64,
        "acme.yaml",
        "ä",
        "a b",
        "$(x)",
        "_shared",
    ],
)
def test_a_name_that_is_no_slug_is_refused_and_nothing_is_written(root: Path, name: str) -> None:
    before = snapshot(root.parent)
    result = run("scaffold", "tenant", "--no-input", "--", name)
    assert result.exit_code == 2
    assert snapshot(root.parent) == before


def _link(place: Path, target: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(target)


@pytest.mark.parametrize(
    ("place", "target"),
    [
        ("job_configs/acme", "elsewhere"),
        ("job_configs/acme", "nowhere"),
        ("runner.yaml", "elsewhere/file"),
        ("runner.yaml", "nowhere"),
        ("assets", "elsewhere"),
        ("connectors/stripe.yaml", "nowhere"),
        (".github", "elsewhere"),
        (".github/CODEOWNERS", "nowhere"),
    ],
)
def test_nothing_is_written_through_a_link(root: Path, place: str, target: str) -> None:
    outside = root.parent / "elsewhere"
    outside.mkdir()
    (outside / "file").write_text("runner: {}\n")
    _link(root / place, root.parent / target)
    before = snapshot(root.parent)
    result = tenant("acme")
    assert result.exit_code == 2
    assert "link" in result.output
    assert snapshot(root.parent) == before


def test_a_linked_folder_of_jobs_is_refused(root: Path) -> None:
    (root / "job_configs").rmdir()
    (root.parent / "real").mkdir()
    (root / "job_configs").symlink_to(root.parent / "real")
    result = tenant("acme")
    assert result.exit_code == 2
    assert "job_configs: is a link" in result.output
    assert list((root.parent / "real").iterdir()) == []


@pytest.mark.parametrize("stands", ["folder", "file", "full"])
def test_a_tenant_that_is_there_is_left_alone(root: Path, stands: str) -> None:
    place = root / "job_configs/acme"
    if stands == "file":
        place.write_text("mine")
    else:
        place.mkdir()
    if stands == "full":
        (place / "job.yaml").write_text("tenant_id: acme\n")
    before = snapshot(root)
    result = tenant("acme")
    assert result.exit_code == 2
    assert "job_configs/acme: is there already" in result.output
    assert snapshot(root) == before


def test_all_wrong_answers_are_said_at_once_and_nothing_is_written(root: Path) -> None:
    before = snapshot(root)
    wrong = [
        "account_id=12",
        "region=us-east1",
        "runtime=cloud_run",
        "cron=1 2",
        "data_bucket=A",
        "environments=",
        "owner= ",
    ]
    result = tenant("acme", answers=[*wrong, "module_source=https://user:secret@x.example/m.zip", "starters=strip"])
    assert result.exit_code == 2
    for name in ("account_id", "region", "runtime", "cron", "data_bucket", "environments", "owner", "module_source"):
        assert f"dativo-gen: {name}: " in result.output
    assert "did you mean `stripe`?" in result.output
    assert snapshot(root) == before


def test_an_answer_that_nobody_asked_for_is_named_with_the_one_that_is_meant(root: Path) -> None:
    result = tenant("acme", answers=["enviroments=prod", "bucket=x", "provider"])
    assert result.exit_code == 2
    assert "enviroments: the template asks no such question; did you mean `environments`?" in result.output
    assert "--data provider: write it as NAME=VALUE" in result.output


def test_a_file_of_answers_counts_less_than_the_command_line(root: Path) -> None:
    (root / "answers.yaml").write_text("provider: gcp\nproject_id: acme-data-1\nenvironments: [prod]\nowner: me\n")
    made = tenant("acme", "--data-file", "answers.yaml", answers=["owner=you"])
    layer = yaml.safe_load((root / "job_configs/acme/_defaults.yaml").read_text())
    assert made.exit_code == 0, made.output
    assert layer["infrastructure"]["project_id"] == "acme-data-1"
    assert layer["governance_overrides"]["owner"] == "you"


def test_an_unquoted_account_in_a_file_of_answers_is_not_taken_for_another(root: Path) -> None:
    (root / "answers.yaml").write_text("account_id: 012345670123\n")
    result = tenant("acme", "--data-file", "answers.yaml")
    assert result.exit_code == 2
    assert "account_id: put it in quotes" in result.output


@pytest.mark.parametrize(
    "answers",
    [
        {"region": "us-east1"},
        {"provider": "gcp", "region": "us-east-1"},
        {"provider": "gcp", "runtime": "ecs"},
        {"environments": ["Prod"]},
        {"environments": []},
        {"starters": "stripe"},
        {"data_bucket": "s3://acme"},
        {"owner": "${secret}"},
        {"provider": "azure", "state_bucket": "acme-state"},
    ],
    ids=str,
)
def test_copier_itself_refuses_what_our_models_refuse(tmp_path: Path, answers: dict[str, object]) -> None:
    wanted = Rendering(
        str(assets() / TEMPLATE), tmp_path / "acme", {"tenant": "acme", **answers}, check=checker((), (), STARTERS)
    )
    with pytest.raises(TemplateFailedError):
        render(wanted)
    assert not (tmp_path / "acme").exists()


def test_a_dry_run_prints_the_files_and_writes_nothing(root: Path) -> None:
    before = snapshot(root)
    result = tenant("acme", "--dry-run")
    assert result.exit_code == 0
    assert "+++ b/job_configs/acme/_defaults.yaml\n" in result.output
    assert "+ job_configs/acme/stripe_customers.yaml\n" in result.output
    assert snapshot(root) == before


def test_what_is_there_already_is_used_and_never_overwritten(root: Path) -> None:
    (root / "connectors").mkdir()
    (root / "connectors/stripe.yaml").write_text("name: mine\n")
    (root / "CODEOWNERS").write_text("* @acme/platform")
    made = tenant("acme", answers=["owner=@acme/data"])
    assert made.exit_code == 0, made.output
    assert (root / "connectors/stripe.yaml").read_text() == "name: mine\n"
    assert (root / "CODEOWNERS").read_text() == "* @acme/platform\n/job_configs/acme/ @acme/data\n"
    assert not (root / ".github").exists()


def test_the_settings_propose_environment_image_container_and_state(root: Path) -> None:
    more = "environments: {dev: {}, prod: {}}\nimage: mine/dativo:2\npath_map: {/srv/etl: .}\n"
    (root / "dativo-gen.yaml").write_text(
        f"{MODULES}{more}state: {{aws: {{bucket: states, key: '${{stack}}', region: us-east-1}}}}\n"
    )
    made = tenant("acme", answers=["runtime=kubernetes"])
    answers = yaml.safe_load((root / f"job_configs/acme/{ANSWERS_FILE}").read_text())
    assert made.exit_code == 0, made.output
    assert answers["environments"] == ["prod"]
    assert (answers["image"], answers["container"], answers["state_bucket"]) == ("mine/dativo:2", "/srv/etl", "")
    assert "backend_config" not in (root / "job_configs/acme/_defaults.yaml").read_text()


def test_part_of_the_environments_is_refused(root: Path) -> None:
    (root / "dativo-gen.yaml").write_text(f"{MODULES}environments: {{dev: , staging: , prod: }}\n")
    result = tenant("acme", answers=["environments=dev,prod"])
    assert result.exit_code == 2
    assert "for one environment or for all of dativo-gen.yaml: dev, prod, staging" in result.output
    unknown = tenant("acme", answers=["environments=test"])
    assert "dativo-gen.yaml has no environment `test`, but dev, prod, staging" in unknown.output


def test_environments_that_would_shut_out_other_jobs_are_refused(root: Path) -> None:
    (root / "job_configs/globex").mkdir()
    (root / "job_configs/globex/a.yaml").write_text("tenant_id: globex\nenvironment: staging\n")
    result = tenant("acme", answers=["environments=dev,prod"])
    assert result.exit_code == 2
    assert "other jobs are in `staging`" in result.output


def test_a_file_of_answers_names_no_path_of_this_machine(root: Path) -> None:
    tenant("acme")
    text = (root / f"job_configs/acme/{ANSWERS_FILE}").read_text()
    assert yaml.safe_load(text)["_src_path"] == "git+dativo://tenant"
    assert str(assets()) not in text
    assert str(root) not in text


def test_without_a_repository_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = tenant("acme")
    assert result.exit_code == 2
    assert "scaffold workspace" in result.output
    assert list(tmp_path.iterdir()) == []


def test_another_repository_is_named_with_out(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root.parent)
    assert tenant("acme", "--out", "repository").exit_code == 0
    assert (root / "job_configs/acme/_defaults.yaml").is_file()
    assert tenant("other", "--out", "nowhere").exit_code == 2


def test_copier_is_imported_only_by_what_renders_templates() -> None:
    words = "import sys, dativo_gen.cli.scaffold, dativo_gen.cli.update"
    words += ", dativo_gen.scaffold.answers, dativo_gen.scaffold.versions"
    done = subprocess.run(
        [sys.executable, "-c", f"{words}; print('copier' in sys.modules)"], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"

"""`scaffold job` and `scaffold workspace`: what they make is valid as it stands, and nothing that is there is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from dativo_gen.assets import root as assets
from dativo_gen.scaffold.job import catalog
from dativo_gen.schema import schema_text
from tests.scaffold.running import MODULE, MODULES, run, snapshot, tenant


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one tenant."""
    folder = tmp_path / "repository"
    (folder / "job_configs").mkdir(parents=True)
    (folder / "modules/etl").mkdir(parents=True)
    (folder / "modules/etl/main.tf").write_text(MODULE)
    (folder / "dativo-gen.yaml").write_text(MODULES)
    monkeypatch.chdir(folder)
    assert tenant("acme", answers=["starters="]).exit_code == 0
    return folder


@pytest.mark.parametrize("source", [*catalog()["sources"], "sap"])
def test_a_job_from_any_source_is_valid_as_it_stands(root: Path, source: str) -> None:
    made = run("scaffold", "job", "acme", "first", "--source", source, "--cron", "0 4 * * *")
    job = yaml.safe_load((root / "job_configs/acme/first.yaml").read_text())
    assert made.exit_code == 0, made.output
    assert (root / f"connectors/{source}.yaml").is_file()
    assert (root / job["asset_path"].removeprefix("/app/")).is_file()
    assert run("render", "job_configs", "--quiet").exit_code == 0
    assert (root / "generated/terraform/acme/prod/first/main.tf").is_file()
    assert yaml.safe_load((root / "runner.yaml").read_text())["runner"]["orchestrator"]["schedules"][-1] == {
        "name": "acme_first",
        "config": "/app/job_configs/acme/first.yaml",
        "cron": "0 4 * * *",
        "timezone": "UTC",
        "enabled": True,
    }


def test_another_object_and_another_target_are_taken(root: Path) -> None:
    made = run(
        "scaffold", "job", "acme", "bills", "--source", "stripe", "--target", "snowflake", "--object", "invoices"
    )
    job = yaml.safe_load((root / "job_configs/acme/bills.yaml").read_text())
    assert made.exit_code == 0, made.output
    assert job["source"] == {"objects": ["invoices"]}
    assert job["target_connector_path"] == "/app/connectors/snowflake.yaml"
    assert (root / "connectors/snowflake.yaml").is_file()
    assert (root / "assets/stripe/v1.0/invoices.yaml").is_file()


def test_a_tenant_without_layers_gets_a_job_that_says_who_it_is(root: Path) -> None:
    (root / "job_configs/globex").mkdir()
    made = run("scaffold", "job", "globex", "orders", "--source", "postgres")
    job = yaml.safe_load((root / "job_configs/globex/orders.yaml").read_text())
    assert made.exit_code == 0, made.output
    assert (job["tenant_id"], job["environment"]) == ("globex", "prod")
    assert "infrastructure" not in job


def test_every_line_that_a_job_teaches_is_valid_when_it_is_taken_in(root: Path) -> None:
    run("scaffold", "job", "acme", "orders", "--source", "postgres")
    place = root / "job_configs/acme/orders.yaml"
    taught = [line.replace("# ", "", 1) if ":" in line and "`" not in line else line for line in _lines(place)]
    place.write_text("\n".join(taught))
    (root / "modules/etl/main.tf").write_text(f'{MODULE}variable "log_retention_days" {{ default = 1 }}\n')
    result = run("validate", "job_configs")
    assert result.exit_code == 0, result.output
    assert yaml.safe_load(place.read_text())["schedule"]["timezone"] == "UTC"


def _lines(place: Path) -> list[str]:
    """The lines of a job but for its prose."""
    prose = ("# orders from", "# Files of", "# Who pays", "# Schedules stand", "  # Whatever")
    return [line for line in place.read_text().splitlines() if not line.startswith(prose)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("acme", "orders", "--source", "../x"), "`--source` is `../x`"),
        (("acme", "../x", "--source", "stripe"), "`NAME` is `../x`"),
        (("acme", "con", "--source", "stripe"), "Windows"),
        (("nobody", "orders", "--source", "stripe"), "`dativo-gen scaffold tenant nobody` begins it"),
        (("..", "orders", "--source", "stripe"), "`TENANT` is `..`"),
        (("acme", "orders", "--source", "stripe", "--object", "a/b"), "`--object` is `a/b`"),
        (("acme", "orders", "--source", "stripe", "--cron", "1 2"), "cron"),
        (("acme", "there", "--source", "stripe"), "job_configs/acme/there.yaml: is there already"),
    ],
)
def test_a_job_that_cannot_be_is_refused_and_nothing_is_written(root: Path, words: tuple[str, ...], said: str) -> None:
    (root / "job_configs/acme/there.yaml").write_text("name: there\n")
    before = snapshot(root.parent)
    result = run("scaffold", "job", *words)
    assert result.exit_code == 2
    assert said in result.output
    assert snapshot(root.parent) == before


def test_a_layer_that_cannot_be_read_is_said_with_its_place(root: Path) -> None:
    (root / "dativo-gen.yaml").unlink()
    (root / "job_configs/acme/_defaults.yaml").write_text("tenant_id: acme\ntenant_id: acme\n")
    before = snapshot(root)
    result = run("scaffold", "job", "acme", "orders", "--source", "stripe")
    assert result.exit_code == 1
    assert "job_configs/acme/_defaults.yaml:2:1: yaml-key-twice" in result.output
    assert snapshot(root) == before


def test_a_new_workspace_renders_and_its_own_checks_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = run("scaffold", "workspace", "fleet", "--no-input", "--tenant", "globex", "-d", "environments=dev,prod")
    assert made.exit_code == 0, made.output
    monkeypatch.chdir("fleet")
    assert run("render", "job_configs", "--quiet").exit_code == 0
    for hook in yaml.safe_load(Path(".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]:
        assert run(*hook["entry"].split()[1:]).exit_code == 0
    steps = yaml.safe_load(Path(".github/workflows/dativo-gen.yml").read_text())["jobs"]["check"]["steps"]
    calls = [step["run"].split()[1:] for step in steps if step.get("run", "").startswith("dativo-gen")]
    assert [call[0] for call in calls] == ["validate", "render"]
    assert all(run(*call).exit_code == 0 for call in calls)
    assert Path("schemas/job-config.schema.json").read_text() == schema_text("job")
    schemas = json.loads(Path(".vscode/settings.json").read_text())["yaml.schemas"]
    assert all(Path(schema).is_file() for schema in schemas)


def test_a_workspace_in_a_cloned_repository_keeps_what_is_there(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "README.md").write_text("mine\n")
    (tmp_path / ".gitignore").write_text("*.log\n.terraform/")
    made = run("scaffold", "workspace", str(tmp_path), "--no-input")
    assert made.exit_code == 0, made.output
    assert (tmp_path / "README.md").read_text() == "mine\n"
    ignored = (tmp_path / ".gitignore").read_text().splitlines()
    assert ignored[:2] == ["*.log", ".terraform/"]
    assert ignored.count(".terraform/") == 1
    assert "*.tfstate" in ignored


@pytest.mark.parametrize("there", ["dativo-gen.yaml", "job_configs/acme/x.yaml", ".github/workflows/dativo-gen.yml"])
def test_a_workspace_is_refused_where_one_is(tmp_path: Path, there: str) -> None:
    (tmp_path / there).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / there).write_text("a: 1\n")
    (tmp_path / "job_configs/acme").mkdir(parents=True, exist_ok=True)
    (tmp_path / "job_configs/acme/_defaults.yaml").write_text("tenant_id: acme\n")
    before = snapshot(tmp_path)
    result = run("scaffold", "workspace", str(tmp_path), "--no-input")
    assert result.exit_code == 2
    assert snapshot(tmp_path) == before


def test_a_dry_run_of_a_workspace_makes_no_folder(tmp_path: Path) -> None:
    result = run("scaffold", "workspace", str(tmp_path / "fleet"), "--no-input", "--dry-run")
    assert result.exit_code == 0
    assert "+ dativo-gen.yaml\n" in result.output
    assert list(tmp_path.iterdir()) == []


def test_no_template_is_hidden_from_git_or_from_the_wheel() -> None:
    """A folder called `.vscode` would be left out by this repository's own `.gitignore`, and so of the wheel."""
    names = [each.relative_to(assets()).as_posix() for each in (assets() / "templates/workspace").rglob("*")]
    assert any("vscode" in name for name in names)
    assert not [name for name in names if "/.vscode" in name or name.endswith("/.gitignore")]

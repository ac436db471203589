"""`scaffold adopt`: a tenant made by hand gets the answers that would have made it, and keeps every byte."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from dativo_gen.scaffold.answers import ANSWERS_FILE
from tests.docs_blocks import EXAMPLES, ROOT
from tests.scaffold.running import MODULE, MODULES, PLACES, run, snapshot, tenant


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example repository."""
    for name in EXAMPLES:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy2)(source, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _answers(root: Path, name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((root / f"job_configs/{name}/{ANSWERS_FILE}").read_text())
    return data


@pytest.mark.parametrize(("provider", "runtime"), PLACES)
def test_the_answers_of_a_scaffolded_tenant_are_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, provider: str, runtime: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "job_configs").mkdir()
    (tmp_path / "modules/etl").mkdir(parents=True)
    (tmp_path / "modules/etl/main.tf").write_text(MODULE)
    (tmp_path / "dativo-gen.yaml").write_text(MODULES)
    more = ["owner=you@acme.com", "cost_center=HR-1", "classification=pii", "regulations=GDPR,SOC2", "cron=1 2 * * *"]
    where = [f"provider={provider}", f"runtime={runtime}", "environments=dev,prod", "starters=stripe,postgres"]
    assert tenant("acme", answers=[*where, *more]).exit_code == 0
    known = _answers(tmp_path, "acme")
    (tmp_path / f"job_configs/acme/{ANSWERS_FILE}").unlink()
    result = run("scaffold", "adopt", "acme")
    assert result.exit_code == 0, result.output
    assert _answers(tmp_path, "acme") == known
    assert "--- " not in result.output, "the template would write what is there"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("globex", {"provider": "aws", "runtime": "dagster", "region": "us-east-1", "account_id": "123456789012",
                    "data_bucket": "globex-data-lake", "state_bucket": "globex-terraform-state",
                    "starters": ["stripe"]}),
        ("contoso", {"provider": "azure", "runtime": "container_apps", "region": "westeurope",
                     "resource_group": "rg-contoso-data", "data_bucket": "contosodatalake",
                     "owner": "sales-data@contoso.example",
                     "state_bucket": "contosotfstate", "module_version": "1.2.0", "starters": ["salesforce"]}),
        ("initech", {"runtime": "airflow", "region": "eu-west-1", "classification": "restricted",
                     "module_source": "acme/dativo-etl/aws", "module_version": "~> 2.1", "cron": "0 3 * * *"}),
        ("acme", {"provider": "aws", "environments": ["prod"]}),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_the_examples_are_understood(examples: Path, name: str, wanted: dict[str, Any]) -> None:
    before = snapshot(examples)
    result = run("scaffold", "adopt", name)
    assert result.exit_code == 0, result.output
    found = _answers(examples, name)
    assert {key: found.get(key) for key in wanted} == wanted
    after = snapshot(examples)
    assert {path for path in after if after[path] != before.get(path)} == {f"job_configs/{name}/{ANSWERS_FILE}"}
    assert f"+++ b/job_configs/{name}/_defaults.yaml" in result.output


def test_an_answer_that_is_given_counts_and_a_dry_run_writes_nothing(examples: Path) -> None:
    before = snapshot(examples)
    result = run("scaffold", "adopt", "globex", "--dry-run", "-d", "owner=someone@globex.example")
    assert result.exit_code == 0
    assert "someone@globex.example" in result.output
    assert snapshot(examples) == before


def test_what_cannot_be_adopted_is_said(examples: Path) -> None:
    assert "no such folder" in run("scaffold", "adopt", "nobody").output
    assert run("scaffold", "adopt", "../acme").exit_code == 2
    assert run("scaffold", "adopt", "globex").exit_code == 0
    again = run("scaffold", "adopt", "globex")
    assert again.exit_code == 2
    assert f"job_configs/globex/{ANSWERS_FILE}: is there already" in again.output
    (examples / "job_configs/empty").mkdir()
    assert "no job without errors" in run("scaffold", "adopt", "empty").output

"""`dativo-gen tags`: winner, history and emitted form of each tag; the check over all jobs; the exported policies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dativo_gen.cli.app import app

SETTINGS = """
environments: {dev: {}, prod: {}}
state: {default: {type: http, address: "https://states.example/${stack}"}}
modules: {aws: ./modules/etl, gcp: ./modules/etl}
tags:
  required: {all: [finops.cost_center], providers: {aws: [Team]}, environments: {dev: [trial]}}
  values:
    level: [gold, "silver, plated"]
    finops.cost_center: {pattern: "[A-Z]+-[0-9]+"}
    finops.business_tags: [a, b]
  key_style: {aws: PascalCase}
  layers: {all: {level: gold}}
"""
ASSET = "name: orders\nfinops: {cost_center: FIN-001}\ncompliance: {regulations: [GDPR, SOC2]}\n"
JOB = """
tenant_id: acme
asset_path: /app/assets/orders.yaml
finops: {cost_center: HR-001}
infrastructure: {provider: aws, region: us-east-1, tags: {Team: "Data (core)", "owner": a@acme.com}}
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "dativo-gen.yaml": SETTINGS,
        "modules/etl/main.tf": 'variable "tags" {}\n',
        "assets/orders.yaml": ASSET,
        "job_configs/acme/orders.yaml": JOB,
        "job_configs/acme/plain.yaml": "tenant_id: acme\nfinops: {cost_center: X-1}\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["tags", *words], catch_exceptions=False)


def data(*words: str) -> Any:
    ran = run(*words)
    assert ran.exit_code == 0, ran.stderr
    return json.loads(ran.stdout)


def tag(found: Any, key: str) -> Any:
    (job,) = found["jobs"]
    return next(each for each in job["tags"] if each["key"] == key)


def test_a_job_is_told_tag_by_tag(root: Path) -> None:
    ran = run("job_configs/acme/orders.yaml")
    assert ran.exit_code == 0
    lines = ran.stdout.splitlines()
    assert lines[0] == "# acme/prod/orders, from job_configs/acme/orders.yaml"
    at = next(number for number, line in enumerate(lines) if line.startswith("finops.cost_center"))
    assert lines[at].split() == ["finops.cost_center", "HR-001", "job", "job_configs/acme/orders.yaml:4:23"]
    assert lines[at + 1] == "  over FIN-001 (asset, assets/orders.yaml:2:23)"
    assert lines[at + 2] == "  aws: FinopsCostCenter = HR-001 (key: in PascalCase)"
    assert lines[-1].startswith("aws: 8 of 8 tags, ")


@pytest.mark.parametrize("name", ["acme/prod/orders", "job_configs/acme/orders.yaml"])
def test_a_job_is_named_by_its_name_or_its_file(root: Path, name: str) -> None:
    found = data(name, "--for", "gcp", "--for", "aws", "--format", "json")
    assert [job["name"] for job in found["jobs"]] == ["orders"]
    assert tag(found, "owner")["emitted"]["gcp"]["value"] == "a_at_acme-com"
    assert tag(found, "owner")["emitted"]["gcp"]["changes"]
    assert tag(found, "compliance.regulations")["value"] == ["GDPR", "SOC2"]
    assert tag(found, "level")["layer"] == "settings"
    assert tag(found, "finops.cost_center")["overrode"] == [
        {"key": "finops.cost_center", "text": "FIN-001", "layer": "asset", "place": "assets/orders.yaml:2:23"}
    ]


def test_a_folder_is_all_of_its_jobs_and_a_plain_job_has_table_properties(root: Path) -> None:
    found = data("job_configs/", "--format", "json")
    emitted = {job["name"]: sorted(job["tags"][0]["emitted"]) for job in found["jobs"]}
    assert emitted == {"orders": ["aws"], "plain": ["iceberg"]}


def test_columns_of_the_cost_report_are_shown_when_asked_for(root: Path) -> None:
    found = data("acme/prod/orders", "--for", "aws_cur", "--format", "json")
    assert tag(found, "finops.cost_center")["emitted"]["aws_cur"]["key"] == "finops_cost_center"


def test_the_check_is_content_or_names_what_is_wrong_in_every_format(root: Path) -> None:
    ran = run("--check", "job_configs/")
    assert (ran.exit_code, ran.stdout) == (0, "2 jobs: no errors in tags, 0 warnings\n")
    (root / "job_configs/acme/more.yaml").write_text(JOB.replace("HR-001", "hr").replace("Team:", "aws:x:"))
    ran = run("--check", "job_configs/", "--format", "json")
    found = json.loads(ran.stdout)["problems"]
    assert ran.exit_code == 1
    assert {each["code"] for each in found} == {"tag-value-not-allowed", "tag-required", "tag-key-reserved"}
    assert run("--check", "job_configs/", "--format", "github").stdout.count("::error file=") == len(found)
    assert json.loads(run("--check", "job_configs/", "--format", "sarif").stdout)["version"] == "2.1.0"
    assert run("--check", "job_configs/acme/plain.yaml", "--quiet").exit_code == 0


def test_the_check_asks_the_destinations_that_are_named(root: Path) -> None:
    (root / "assets/orders.yaml").write_text(ASSET.replace("finops:", "finops: {goog-x: 1, cost_center: FIN-1} #"))
    (root / "job_configs/acme/orders.yaml").write_text(JOB.replace("owner", "goog-x"))
    assert run("--check", "job_configs/").exit_code == 0
    ran = run("--check", "job_configs/", "--for", "gcp")
    assert ran.exit_code == 1 and "tag-key-reserved" in ran.stderr


def test_a_severity_of_the_settings_holds_for_what_destinations_say(root: Path) -> None:
    (root / "job_configs/acme/orders.yaml").write_text(JOB.replace("owner", "aws:owner"))
    assert run("--check", "job_configs/").exit_code == 1
    (root / "dativo-gen.yaml").write_text(SETTINGS + "rules: {tag-key-reserved: warning}\n")
    assert run("--check", "job_configs/").exit_code == 0


def test_a_job_that_cannot_be_read_is_no_clean_bill(root: Path) -> None:
    (root / "job_configs/acme/bad.yaml").write_text("tenant_id: acme\ninfrastructure: {provider: awz}\n")
    ran = run("--check", "job_configs/")
    assert ran.exit_code == 1 and "invalid-provider" in ran.stderr
    assert run("acme/prod/orders").exit_code == 0
    assert run("acme/prod/bad").exit_code == 1


def test_what_is_no_problem_of_tags_is_left_to_validate(root: Path) -> None:
    (root / "dativo-gen.yaml").write_text(SETTINGS.replace("state:", "# state:"))
    assert "backend-local" not in run("--check", "job_configs/").stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["acme/prod/orders", "job_configs"], "name one job"),
        (["acme/prod/orders", "--format", "github"], "go with --check"),
        (["generated/terraform/acme/prod/orders/main.tf"], "name a job"),
        (["--check", "job_configs", "--for", "asw"], "did you mean `aws`?"),
        (["--check", "nowhere"], "nowhere"),
        (["--check", "--export", "azure-policy"], "no --check"),
        (["--export", "aws-tag-policy", "--env", "stage"], "the settings know dev, prod"),
        (["--export", "aws-tag-policy", "nowhere"], "no such file or folder"),
    ],
)
def test_wrong_usage_is_said(root: Path, words: list[str], said: str) -> None:
    ran = run(*words)
    assert ran.exit_code == 2 and said in ran.stderr


def test_the_aws_tag_policy_spells_keys_and_values_as_they_arrive(root: Path) -> None:
    text = SETTINGS.replace("  key_style", "  enforced_for: ['s3:bucket']\n  key_style")
    (root / "dativo-gen.yaml").write_text(text, encoding="utf-8")
    ran = run("--export", "aws-tag-policy")
    kinds = {"@@assign": ["s3:bucket"]}
    assert json.loads(ran.stdout) == {
        "tags": {
            "finopsbusinesstags": {"tag_key": {"@@assign": "FinopsBusinessTags"}},
            "finopscostcenter": {"tag_key": {"@@assign": "FinopsCostCenter"}, "report_required_tag_for": kinds},
            "level": {
                "tag_key": {"@@assign": "Level"},
                "tag_value": {"@@assign": ["gold", "silver/plated"]},
                "enforced_for": kinds,
            },
            "team": {"tag_key": {"@@assign": "Team"}, "report_required_tag_for": kinds},
        }
    }
    assert ran.stderr.count("note: ") == 3  # the pattern, the list, and what is asked for in dev only
    assert "trial" in run("--export", "aws-tag-policy", "--env", "dev").stdout.lower()


def test_the_azure_policy_asks_and_limits(root: Path) -> None:
    ran = run("--export", "azure-policy", "job_configs")
    found = json.loads(ran.stdout)["properties"]
    assert found["policyRule"]["then"] == {"effect": "[parameters('effect')]"}
    assert found["policyRule"]["if"]["anyOf"] == [
        {"field": "tags['finops.cost_center']", "exists": "false"},
        {
            "allOf": [
                {"field": "tags['level']", "exists": "true"},
                {"field": "tags['level']", "notIn": ["gold", "silver, plated"]},
            ]
        },
    ]


def test_settings_without_rules_export_a_policy_that_matches_nothing(root: Path) -> None:
    (root / "dativo-gen.yaml").write_text("")
    assert json.loads(run("--export", "aws-tag-policy").stdout) == {"tags": {}}
    ran = run("--export", "azure-policy")
    assert json.loads(ran.stdout)["properties"]["policyRule"]["then"] == {"effect": "disabled"}
    assert "matches nothing" in ran.stderr

"""What a stack's provider adds to every resource where no module call carries tags, and what is told of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dativo_gen.cli.app import app

STACK = Path("generated/terraform/acme/prod/etl")
SETTINGS = "rules: {tags-nowhere: warning, place-unknown: off}\n"
BARE = 'variable "job_name" { type = string }\n'
PLACES = {"aws": "region: us-east-1", "gcp": "region: us-east1, project_id: acme-etl", "azure": "region: westeurope"}


def _render(root: Path, provider: str, jobs: dict[str, str], module: str = BARE) -> str:
    """Jobs with these tags in one stack; what was told."""
    files = {"dativo-gen.yaml": SETTINGS, "modules/bare/main.tf": module}
    for name, tags in jobs.items():
        files[f"jobs/acme/{name}.yaml"] = f"""
tenant_id: acme
infrastructure:
  {{provider: {provider}, {PLACES[provider]}, tags: {tags}, terraform: {{module_source: ./modules/bare, stack: etl,
    backend: {{type: kubernetes, secret_suffix: etl}}}}}}
"""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    ran = CliRunner().invoke(app, ["render", str(root / "jobs"), "--quiet"], catch_exceptions=False)
    return ran.stderr


def _emitted(root: Path, job: str, name: str) -> dict[str, Any]:
    jobs = json.loads((root / STACK / "tags.json").read_text("utf-8"))["jobs"]
    return {key: tag["emitted"][name] for key, tag in jobs[job].items() if name in tag.get("emitted", {})}


def test_what_the_provider_adds_stands_in_tags_json_with_the_reason(tmp_path: Path) -> None:
    _render(tmp_path, "gcp", {"a": "{Team: Data}"})
    assert _emitted(tmp_path, "a", "gcp") == {
        "Team": {"key": "team", "value": "data", "why": ["key: in lower case", "value: in lower case"]}
    }
    assert 'team        = "data"' in (tmp_path / STACK / "providers.tf").read_text("utf-8")


def test_what_only_one_job_of_a_stack_has_is_left_out_of_the_providers_tags(tmp_path: Path) -> None:
    _render(tmp_path, "aws", {"a": "{Team: x, Owner: o}", "b": "{Team: x}"})
    left = {"left_out": True}
    assert _emitted(tmp_path, "a", "aws") == {"Owner": left, "job_name": left}
    assert "Owner" not in (tmp_path / STACK / "providers.tf").read_text("utf-8")


def test_a_cloud_whose_provider_adds_no_tags_gets_none(tmp_path: Path) -> None:
    told = _render(tmp_path, "azure", {"a": "{Team: x<y}"})
    assert _emitted(tmp_path, "a", "azure") == {} and "tags-nowhere" in told


@pytest.mark.parametrize(
    ("tags", "code"),
    [
        ("{" + ", ".join(f"t{number}: v" for number in range(60)) + "}", "tag-count"),
        ("{'a%b': 1, 'a&b': 2}", "tag-key-collision"),
        ("{'aws:x': 1}", "tag-key-reserved"),
    ],
)
def test_what_the_provider_cannot_add_is_told(tags: str, code: str, tmp_path: Path) -> None:
    assert f" {code}: " in _render(tmp_path, "aws", {"a": tags})
    assert not (tmp_path / "generated").exists()


def test_a_plan_with_the_providers_labels_lacks_nothing(tmp_path: Path) -> None:
    _render(tmp_path, "gcp", {"a": "{Team: Data}"})
    labels = {"team": "data", "tenant_id": "acme", "environment": "prod", "job_name": "a"}
    bucket = {
        "address": "module.a.google_storage_bucket.this",
        "mode": "managed",
        "type": "google_storage_bucket",
        "values": {"labels": None, "effective_labels": labels},
    }
    plan = {"planned_values": {"root_module": {"child_modules": [{"address": "module.a", "resources": [bucket]}]}}}
    file = tmp_path / STACK / "plan.json"
    file.write_text(json.dumps(plan), "utf-8")
    ran = CliRunner().invoke(app, ["tags", "--plan", str(file)], catch_exceptions=False)
    assert (ran.exit_code, ran.stderr) == (0, "")
    assert ran.stdout.startswith("1 resource with all tags; 0 without")

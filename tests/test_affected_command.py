"""`inventory --affected-by` on the command line: what it prints and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dativo_gen.cli.app import app

from .past import Project, project

JOB = """\
tenant_id: acme
infrastructure:
  provider: aws
  region: eu-west-1
  compute: {memory: 4Gi}
  terraform:
    module_source: ./modules/etl
    backend_config: {bucket: lake, key: acme/lake.tfstate, region: eu-west-1}
"""
FILES = {
    "jobs/acme/orders.yaml": JOB,
    "jobs/acme/returns.yaml": JOB,
    "jobs/acme/other.yaml": "tenant_id: acme\n",
    "jobs/globex/old.yaml": "tenant_id: globex\n",
    "modules/etl/variables.tf": 'variable "tags" {\n  type = map(string)\n}\n',
}


@pytest.fixture
def changed(tmp_path: Path) -> Project:
    """One job has other memory, one another comment, one is gone."""
    made = project(tmp_path / "platform", FILES)
    made.write({"jobs/acme/orders.yaml": JOB.replace("4Gi", "8Gi"), "jobs/acme/other.yaml": "# x\ntenant_id: acme\n"})
    (made.root / "jobs/globex/old.yaml").unlink()
    return made


def inventory(made: Project, *arguments: str, ref: str = "HEAD") -> Result:
    return CliRunner().invoke(
        app, ["inventory", str(made.root / "jobs"), "--affected-by", ref, *arguments], catch_exceptions=False
    )


def data(made: Project, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(inventory(made, "--format", "json", *arguments).stdout)
    return found


def test_each_affected_job_is_shown_with_why(changed: Project) -> None:
    assert inventory(changed).stdout == (
        "1 of 3 jobs affected since HEAD\n"
        "\n"
        "acme/prod/orders\n"
        "  jobs/acme/orders.yaml: infrastructure.compute.memory\n"
        "\n"
        "written with them:\n"
        "  acme/prod/returns  stack acme/prod/lake\n"
        "\n"
        "gone:\n"
        "  globex/prod/old  jobs/globex/old.yaml\n"
        "\n"
        "1 more job made from a file that changed only in comments, layout or what is for other jobs\n"
    )


def test_json_has_everything(changed: Project) -> None:
    found = data(changed)
    job = {"tenant": "acme", "environment": "prod", "name": "orders", "file": "jobs/acme/orders.yaml"}
    why = {"file": "jobs/acme/orders.yaml", "key": "infrastructure.compute.memory", "what": "changed"}
    assert (found["since"], found["jobs"]) == ("HEAD", 3)
    assert found["affected"] == [job | {"reasons": [why]}]
    assert [each["name"] for each in found["written_with"]] == ["returns"]
    assert [each["name"] for each in found["relaid"]] == ["other"]
    assert [each["name"] for each in found["gone"]] == ["old"]
    assert "problems" in found


def test_a_selection_holds_for_what_is_gone_too(changed: Project) -> None:
    assert not data(changed, "--tenant", "globex")["affected"]
    assert data(changed, "--tenant", "globex")["gone"]
    assert not data(changed, "--tenant", "acme")["gone"]


def test_many_reasons_are_cut_short_in_text(changed: Project) -> None:
    many = "".join(f"  key_{number}: 1\n" for number in range(12))
    changed.write({"jobs/acme/other.yaml": f"tenant_id: acme\nsource:\n{many}"})
    changed.commit()
    changed.write({"jobs/acme/other.yaml": f"tenant_id: acme\nsource:\n{many.replace(': 1', ': 2')}"})
    assert inventory(changed).stdout.endswith("  and 2 more\n")


def test_a_ref_that_is_none_is_wrong_usage(changed: Project) -> None:
    ran = inventory(changed, ref="nowhere")
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert "nowhere: git knows no such commit, branch or tag" in ran.stderr


def test_without_git_on_the_path_an_outside_tool_is_missing(changed: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(changed.root))
    ran = inventory(changed)
    assert ran.exit_code == 5
    assert "git cannot be called" in ran.stderr

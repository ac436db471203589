"""What other programs call: infrastructure as tags, as a model, as problems; no Terraform, Dagster or repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

import dativo_gen
from dativo_gen import get_infrastructure_tags, infrastructure, library, read_infrastructure, validate_infrastructure
from dativo_gen.codes import CODES
from dativo_gen.errors import Rejected, Span
from dativo_gen.model.infrastructure import (
    InfrastructureModel,
    InfrastructureProviderModel,
    InfrastructureTagsModel,
    InfrastructureTerraformModel,
)
from dativo_gen.model.job import JobConfig, JobKey, read_job
from dativo_gen.source import read_yaml

ROOT = Path(__file__).parent.parent
FLAT = {
    "provider": "aws",
    "region": "us-east-1",
    "account_id": "123456789012",
    "tags": {
        "cost_center": "FIN-001",
        "compliance": ["SOC2", "GDPR"],
        "CostCenter": "x",
        "critical": True,
        "gone": None,
    },
}
REFERENCED = {
    "provider": {"provider": "gcp", "region": "europe-west4", "project_id": "acme-prod"},
    "tags": {"owner": "data", "environment": "prod", "custom": {"team": "core", "level": 3}},
}


def test_none_has_no_tags() -> None:
    assert get_infrastructure_tags(None) == {}
    assert get_infrastructure_tags(InfrastructureModel()) == {}


def test_the_flat_dialect_gives_the_namespace() -> None:
    expected = {
        "infrastructure.account_id": "123456789012",
        "infrastructure.compliance": "SOC2,GDPR",
        "infrastructure.cost_center": "FIN-001",
        "infrastructure.custom.CostCenter": "x",
        "infrastructure.custom.critical": "true",
        "infrastructure.provider": "aws",
        "infrastructure.region": "us-east-1",
    }
    assert list(get_infrastructure_tags(read_infrastructure(FLAT)).items()) == list(expected.items())
    assert get_infrastructure_tags(InfrastructureModel.model_validate(FLAT)) == expected


def test_the_referenced_dialect_gives_the_same_namespace() -> None:
    model = read_infrastructure(REFERENCED)
    assert model.provider == "gcp"
    assert get_infrastructure_tags(model) == {
        "infrastructure.custom.level": "3",
        "infrastructure.custom.team": "core",
        "infrastructure.environment": "prod",
        "infrastructure.owner": "data",
        "infrastructure.project_id": "acme-prod",
        "infrastructure.provider": "gcp",
        "infrastructure.region": "europe-west4",
    }


def test_tags_of_a_model_that_still_has_custom_are_flattened() -> None:
    model = InfrastructureModel.model_validate({"tags": {"custom": {"a": "b"}, "project": "x"}})
    assert get_infrastructure_tags(model) == {"infrastructure.custom.a": "b", "infrastructure.project": "x"}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"provider": "awz"}, "invalid-provider"),
        ({"provider": {"provider": "aws"}}, "missing-key"),
        ({"provider": "aws", "cpu": 2}, "unknown-key"),
        ({"provider": {"provider": "aws", "region": "x"}, "region": "y"}, "both-spellings"),
    ],
)
def test_what_is_no_infrastructure_is_rejected_with_problems(data: dict[str, Any], code: str) -> None:
    with pytest.raises(Rejected) as caught:
        read_infrastructure(data)
    assert [(each.code, each.span) for each in caught.value.problems] == [(code, Span("infrastructure"))]


def _codes(block: Any, **job: Any) -> list[str]:
    return [each.code for each in validate_infrastructure({"tenant_id": "acme", **job, "infrastructure": block})]


@pytest.mark.parametrize(
    ("block", "codes"),
    [
        (FLAT | {"tags": {}}, []),
        ({"provider": "aws", "region": "us-east-1", "compute": {"cpu": "2x"}}, ["unit-invalid"]),
        ({"provider": "aws", "region": "us-east-1", "runtime": {"type": "cloud_run"}}, ["runtime-provider"]),
        ({"provider": "aws", "region": "us-east-1", "tags": {"a": {"b": 1}}}, ["tag-value-type"]),
        ({"provider": "aws", "region": "us-east-1", "tags": {"TenantId": "globex"}}, ["tag-identity"]),
        ({"provider": "awz", "tags": {"a": {"b": 1}}}, ["invalid-provider", "tag-value-type"]),
        ({"provider": "aws", "region": "us-east-1", "terraform": {"backend": {"type": "s4"}}}, ["backend-type"]),
        ({"region": "us-east-1"}, ["missing-key"]),
        ({"tags": {"team": "data"}}, []),
        (None, []),
        ([], ["wrong-type"]),
    ],
)
def test_every_problem_of_the_block_is_found_without_a_repository(block: Any, codes: list[str]) -> None:
    assert _codes(block) == codes


@pytest.mark.parametrize(
    "block",
    [
        {"provider": "${cloud}", "region": "us-east-1"},
        {"provider": "aws", "region": "${where}", "storage": {"bucket": "${x}_B"}, "compute": {"cpu": "${cpu}"}},
        {"provider": "aws", "region": "us-east-1", "terraform": {"backend": {"type": "s3", "bucket": "${state}"}}},
        {
            "provider": "aws",
            "region": "us-east-1",
            "resources": [{"resource_type": "s3_bucket", "resource_id": "${x}"}],
        },
    ],
)
def test_what_only_a_repository_can_fill_in_is_not_judged(block: dict[str, Any]) -> None:
    assert _codes(block) == []


def test_names_that_the_job_gives_are_filled_in() -> None:
    block = {"provider": "aws", "region": "us-east-1", "storage": {"bucket": "${tenant_id}-B"}}
    assert _codes(block) == ["bucket-invalid"]


def test_a_near_miss_of_the_block_is_named() -> None:
    assert [each.code for each in validate_infrastructure({"infrastructre": {}})] == ["unknown-key"]


def test_a_file_is_judged_with_its_places(tmp_path: Path) -> None:
    path = tmp_path / "orders.yaml"
    path.write_text("tenant_id: acme\ninfrastructure:\n  provider: aws\n  region: us-east-1\n  compute: {cpu: 2x}\n")
    (problem,) = validate_infrastructure(path)
    assert (problem.span.line, problem.span.column, problem.code) == (5, 18, "unit-invalid")
    assert validate_infrastructure(str(path)) == [problem]
    path.write_text("a: [")
    assert [each.code for each in validate_infrastructure(path)] == ["yaml-syntax"]
    with pytest.raises(OSError, match="nowhere"):
        validate_infrastructure(tmp_path / "nowhere.yaml")


def test_a_job_that_was_read_is_judged_too() -> None:
    text = "tenant_id: acme\ninfrastructure: {provider: aws, region: us-east-1, compute: {cpu: 2x}, tags: {a: [[1]]}}"
    job: JobConfig = read_job(JobKey("acme", "prod", "orders"), read_yaml("job.yaml", text.encode(), "job"), None)
    assert [each.code for each in validate_infrastructure(job)] == ["unit-invalid", "tag-value-type"]


def _without_layers() -> list[Path]:
    files = sorted((ROOT / "job_configs").rglob("*.yaml"))
    layered = {file.parent for file in files if file.name == "_defaults.yaml"}
    return [file for file in files if layered.isdisjoint(file.parents)]


@pytest.mark.parametrize("path", _without_layers(), ids=lambda path: path.stem)
def test_the_examples_have_no_errors(path: Path) -> None:
    assert [each for each in validate_infrastructure(path) if CODES[each.code].severity == "error"] == []


def test_the_names_are_one_thing_under_every_path() -> None:
    for name in infrastructure.__all__:
        assert getattr(dativo_gen, name) is getattr(library, name) is getattr(infrastructure, name)
    assert set(infrastructure.__all__) <= set(library.__all__) and set(infrastructure.__all__) <= set(
        dativo_gen.__all__
    )
    with pytest.raises(AttributeError):
        _ = dativo_gen.nothing_of_this_name


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import dativo_gen", ["pydantic", "yaml", "typer", "dagster"]),
        (
            "import dativo_gen.library as each; each.validate_infrastructure({})",
            ["dagster", "airflow", "typer", "hcl2"],
        ),
    ],
)
def test_importing_it_imports_nothing_heavy(statement: str, absent: list[str]) -> None:
    script = f"{statement}\nimport sys; print(*[name for name in {absent!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.split() == []


@pytest.mark.parametrize(
    "infrastructure",
    [
        InfrastructureModel.model_validate(
            {"provider": {"provider": "aws", "region": "us-east-1"}, "tags": {"owner": "me"}}
        ),
        InfrastructureModel(
            provider=InfrastructureProviderModel(provider="aws", region="us-east-1"),  # type: ignore[arg-type]  # pydantic reads the text
            tags=InfrastructureTagsModel({"owner": "me"}),
        ),
    ],
)
def test_a_model_takes_the_providers_mapping_too(infrastructure: InfrastructureModel) -> None:
    assert get_infrastructure_tags(infrastructure) == {
        "infrastructure.owner": "me",
        "infrastructure.provider": "aws",
        "infrastructure.region": "us-east-1",
    }


def test_a_model_refuses_one_thing_in_both_places() -> None:
    with pytest.raises(ValidationError, match="provider"):
        InfrastructureModel.model_validate({"provider": {"provider": "aws", "region": "a"}, "region": "b"})


def test_a_terraform_model_takes_the_other_spellings() -> None:
    given = {"module_path": "terraform/etl", "backend_config": {"type": "local"}}
    found = InfrastructureTerraformModel.model_validate(given)
    assert (found.module_source, found.backend) == ("./terraform/etl", {"type": "local"})
    with pytest.raises(ValidationError, match="module_path"):
        InfrastructureTerraformModel.model_validate({"module_path": "./a", "module_source": "./b"})

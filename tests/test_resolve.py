"""What is known of a job once its file, its asset, its schedules and the settings are read together."""

from __future__ import annotations

from pathlib import Path

import pytest

from .planned import TAGS, job, planned, s3, terraform

ASSET = "name: customers\nfinops: {cost_center: FIN-1}\n"


def test_a_wrong_backend_and_a_wrong_module_are_heard_of_at_once(tmp_path: Path) -> None:
    body = job(terraform("module_source: ./nowhere\nbackend: {type: s4}"))
    found = planned(tmp_path, {"jobs/a.yaml": body})
    assert {problem.code for problem in found.loaded.findings.all()} >= {"module-not-found", "backend-type"}


@pytest.mark.parametrize("infrastructure", ["tags: {Team: data}", "dagster: {code_location: etl}"])
def test_a_job_with_only_tags_or_dagster_has_no_terraform(infrastructure: str, tmp_path: Path) -> None:
    found = planned(tmp_path, {"jobs/a.yaml": f"tenant_id: acme\ninfrastructure:\n  {infrastructure}\n"})
    assert [each.provision for each in found.loaded.jobs] == [None]
    assert not found.stacks


@pytest.mark.parametrize(
    ("runtime", "compute", "cpu", "memory"),
    [
        ("ecs", "{cpu: '2', memory: 4Gi}", "2048", "4096"),
        ("ecs", "{cpu: '2048', memory: '4096'}", "2048", "4096"),
        ("dagster", "{cpu: 2, memory: 4096Mi}", "2", "4Gi"),
        ("kubernetes", "{cpu: 1.5, memory: 4Gi}", "1500m", "4Gi"),
    ],
)
def test_sizes_are_passed_as_the_runtime_spells_them(
    runtime: str, compute: str, cpu: str, memory: str, tmp_path: Path
) -> None:
    body = job(f"runtime: {{type: {runtime}}}\ncompute: {compute}\n" + s3("a.tfstate"))
    arguments = planned(tmp_path, {"jobs/a.yaml": body}).arguments("a")
    assert (arguments["compute_cpu"], arguments["compute_memory"]) == (cpu, memory)


def test_text_from_a_number_is_passed_as_it_is_written(tmp_path: Path) -> None:
    module = TAGS + 'variable "storage_prefix" {\n  type = string\n}\n'
    body = job("storage: {bucket: acme-lake, prefix: 2024}\n" + terraform("module_source: ./modules/m"))
    found = planned(tmp_path, {"modules/m/main.tf": module, "jobs/a.yaml": body})
    assert found.arguments("a")["storage_prefix"] == "2024"


def test_a_job_without_a_backend_is_warned_in_its_own_file(tmp_path: Path) -> None:
    files = {
        "jobs/acme/_defaults.yaml": "infrastructure:\n" + "  provider: aws\n  " + "region: eu-west-1\n",
        "jobs/acme/a.yaml": "tenant_id: acme\ninfrastructure:\n  terraform:\n    module_source: acme/etl/aws\n",
    }
    (problem,) = planned(tmp_path, files).of("backend-local")
    assert str(problem.span) == "jobs/acme/a.yaml:3:3"


def test_problems_with_a_module_from_a_layer_stand_in_each_jobs_file(tmp_path: Path) -> None:
    files = {"jobs/acme/_defaults.yaml": "infrastructure:\n  provider: aws\n  terraform: {module_source: acme/etl/aws}"}
    files |= {f"jobs/acme/{name}.yaml": "tenant_id: acme\n" for name in "ab"}
    found = planned(tmp_path, files)
    assert [problem.span.file for problem in found.of("module-unread")] == ["jobs/acme/a.yaml", "jobs/acme/b.yaml"]


def test_an_output_that_the_module_lacks_is_named_with_those_it_has(tmp_path: Path) -> None:
    body = job(terraform("module_source: ./modules/m\noutputs: {s3_bucket: target.bucket}"))
    module = TAGS + 'output "bucket" {\n  value = 1\n}\n'
    (problem,) = planned(tmp_path, {"modules/m/main.tf": module, "jobs/a.yaml": body}).of("output-unknown")
    assert problem.hint == "it has bucket"


@pytest.mark.parametrize(
    "backend", ["", "backend: {type: local}", "backend: {type: s3, bucket: b-1, key: k, region: r}"]
)
def test_an_impossible_workspace_is_refused_whatever_the_backend(backend: str, tmp_path: Path) -> None:
    found = planned(tmp_path, {"jobs/a.yaml": job(terraform(f"workspace: a b\n{backend}"))})
    assert len(found.of("backend-workspace")) == 1


def test_the_asset_is_among_the_files_that_a_job_is_made_from(tmp_path: Path) -> None:
    files = {
        "assets/customers.yaml": ASSET,
        "jobs/a.yaml": "asset_path: /app/assets/customers.yaml\n" + job(s3("a.tfstate")),
    }
    found = planned(tmp_path, files)
    assert found.loaded.jobs[0].inputs == ("assets/customers.yaml", "jobs/a.yaml")
    assert found.arguments("a")["tags"] == {
        "environment": "prod",
        "finops.cost_center": "FIN-1",
        "job_name": "a",
        "tenant_id": "acme",
    }

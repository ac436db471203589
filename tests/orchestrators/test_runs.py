"""What an orchestrator is told of a job: command, environment, place, sizes, tags, owner."""

from __future__ import annotations

from pathlib import Path

import pytest

from dativo_gen.compute import Requirements
from dativo_gen.model.infrastructure import Target
from dativo_gen.orchestrators.registry import crews
from dativo_gen.orchestrators.run import Run
from dativo_gen.orchestrators.runs import frame_of, run_of
from tests.reading import JOB, reading

ROOT = Path(__file__).parents[2]
GIB = 1024**3


def _run(tmp_path: Path, job: str, settings: str = "{}", more: dict[str, str] | None = None) -> Run:
    files = {"job_configs/orders.yaml": job, "dativo-gen.yaml": settings, **(more or {})}
    loaded = reading(tmp_path, files)
    (found,) = loaded.jobs
    return run_of(found, frame_of(loaded.settings, loaded.output))


def test_the_resolved_job_is_run_by_its_path_in_the_container(tmp_path: Path) -> None:
    run = _run(tmp_path, JOB, "output: out/tree\npath_map: {/srv/dativo: out, /app: .}\n")
    assert run.config_path == "/srv/dativo/tree/jobs/prod/acme/orders.yaml"
    assert run.command.program == ("dativo",)
    assert run.command.arguments == ("run", "--config", run.config_path)
    assert run.command.image is None
    assert run.command.on_partial == "succeed"


@pytest.mark.parametrize(
    ("command", "program"),
    [
        ("dativo", ("dativo",)),
        ("python -m dativo_ingest.cli", ("python", "-m", "dativo_ingest.cli")),
        ("'/opt/my dativo/bin'", ("/opt/my dativo/bin",)),
        ("[/opt/my dativo/bin, --quiet]", ("/opt/my dativo/bin", "--quiet")),
    ],
)
def test_the_command_is_parted_as_a_shell_would_or_given_in_parts(
    tmp_path: Path, command: str, program: tuple[str, ...]
) -> None:
    written = command if command.startswith("[") else f'"{command}"'
    assert _run(tmp_path, JOB, f"command: {written}\n").command.program == program


def test_the_image_may_differ_by_environment_and_tenant(tmp_path: Path) -> None:
    settings = 'image: "example/${tenant_id}:${version}"\nenvironments: {prod: {vars: {version: "1.10"}}}\n'
    assert _run(tmp_path, JOB, settings).command.image == "example/acme:1.10"


def test_the_environment_tells_tenant_environment_and_tags(tmp_path: Path) -> None:
    job = f"{JOB}  tags: {{Team: 'data, and more', CostCenter: A=1}}\n"
    assert _run(tmp_path, job).command.environment == {
        "TENANT_ID": "acme",
        "ENVIRONMENT": "prod",
        "OTEL_RESOURCE_ATTRIBUTES": (
            "CostCenter=A%3D1,Team=data%2C%20and%20more,environment=prod,job_name=orders,tenant_id=acme"
        ),
    }


EVERYTHING = """\
  account_id: "123456789012"
  runtime: {type: ecs, cluster_name: dativo, service_account: "arn:aws:iam::123456789012:role/etl"}
  compute: {cpu: "2048", memory: "4096", max_runtime_seconds: 3600}
  networking: {subnet_ids: [subnet-1, subnet-2], security_group_ids: [sg-1], private_networking: true}
  tags: {owner: Data Team}
  metadata: {runbook: https://acme.example/orders, version: 1.10}
  dagster:
    code_location: shared
    repository: etl
    op_config: {max_retries: 3, retry_delay_seconds: 60}
    resource_requirements: {request_cpu: 500m, limit_cpu: "1", request_memory: 1Gi, limit_memory: 2Gi}
source_connector_path: /app/connectors/postgres.yaml
target_connector_path: /app/connectors/iceberg.yaml
"""


def test_all_that_a_job_states_reaches_its_run(tmp_path: Path) -> None:
    run = _run(tmp_path, JOB + EVERYTHING)
    where, needs = run.where, run.needs
    assert (where.runtime, where.provider, where.private_networking) == ("ecs", "aws", True)
    assert [node.text for node in (where.region, where.account_id, where.cluster) if node] == [
        "us-east-1", "123456789012", "dativo",
    ]  # fmt: skip
    assert [node.text for node in (*where.subnets, *where.security_groups)] == ["subnet-1", "subnet-2", "sg-1"]
    assert (needs.cpu_millicores, needs.memory_bytes, needs.max_runtime_seconds) == (2000, 4 * GIB, 3600)
    assert needs.requirements == Requirements(500, GIB, 1000, 2 * GIB)
    assert (needs.max_retries, needs.retry_delay_seconds) == (3, 60)
    assert run.kinds == ("postgres", "iceberg")
    assert [node.text for node in (run.owner, run.code_location, run.repository) if node] == [
        "Data Team", "shared", "etl",
    ]  # fmt: skip
    assert run.metadata["metadata"] == {"runbook": "https://acme.example/orders", "version": 1.1}


def test_a_job_without_infrastructure_has_a_run_too(tmp_path: Path) -> None:
    run = _run(tmp_path, "tenant_id: acme\n")
    assert run.where.runtime is None
    assert run.needs.requirements == Requirements()
    assert run.metadata == {"tags": {"environment": "prod", "job_name": "orders", "tenant_id": "acme"}}
    assert str(run.name.span) == "job_configs/orders.yaml:1:1"


def test_the_region_of_a_run_also_follows_from_the_jobs_resources(tmp_path: Path) -> None:
    job = JOB.replace("  region: us-east-1\n", "  storage: {kms_key_id: 'arn:aws:kms:eu-west-1:123456789012:key/a'}\n")
    region = _run(tmp_path, job).where.region
    assert region is not None
    assert region.text == "eu-west-1"


ASSET = """\
name: orders
compliance: {classification: [PII, Sensitive], regulations: [GDPR]}
governance: {owner: data@acme.com}
columns: [{name: email, classification: PII}]
"""


def test_the_owner_of_the_data_answers_for_a_job_without_one_of_its_own(tmp_path: Path) -> None:
    job = f"{JOB}asset_path: /app/assets/orders.yaml\n"
    run = _run(tmp_path, job, more={"assets/orders.yaml": ASSET})
    assert run.owner is not None
    assert run.owner.text == "data@acme.com"
    assert run.metadata["classifications"] == ["PII", "Sensitive"]
    assert str(run.owner.span) == "assets/orders.yaml:3:21"


def test_settings_that_shape_a_stub_are_among_what_it_is_made_from(tmp_path: Path) -> None:
    assert "dativo-gen.yaml" in _run(tmp_path, JOB, "on_partial: fail\n").inputs
    assert "dativo-gen.yaml" not in _run(tmp_path, JOB, "vars: {a: 1}\n").inputs


@pytest.mark.parametrize(
    ("infrastructure", "targets", "runs"),
    [
        (None, None, ""),
        (None, ["dagster", "airflow"], "dagster airflow"),
        (None, ["airflow", "jobs"], "airflow"),
        (None, ["jobs"], ""),
        ("{dagster: {}}", None, "dagster"),
        ("{dagster: {}}", ["dagster", "airflow"], "dagster"),
        ("{dagster: {}}", ["airflow"], "airflow"),
        ("{dagster: {}}", ["terraform", "jobs"], ""),
        ("{dagster: null}", None, ""),
        ("{provider: aws, runtime: {type: dagster}}", None, "dagster"),
        ("{provider: aws, runtime: {type: airflow}}", None, "airflow"),
        ("{provider: aws, runtime: {type: airflow}, dagster: {}}", None, "dagster airflow"),
        ("{provider: aws, runtime: {type: airflow}, dagster: {}}", ["airflow"], "airflow"),
        ("{provider: aws, runtime: {type: ecs}}", None, ""),
        ("{provider: aws, runtime: {type: ecs}}", ["dagster"], "dagster"),
        ("{provider: aws, runtime: {type: airflow}}", ["dagster"], "dagster"),
    ],
)
def test_a_job_is_run_by_what_it_asks_for_else_by_what_the_settings_name(
    tmp_path: Path, infrastructure: str | None, targets: list[Target] | None, runs: str
) -> None:
    job = "tenant_id: acme\n"
    if infrastructure is not None:
        stated = infrastructure.replace(
            "{provider", "{terraform: {module_source: ./module}, region: us-east-1, provider"
        )
        job += f"infrastructure: {stated}\n"
    settings = "{}" if targets is None else f"targets: [{', '.join(targets)}]\n"
    loaded = reading(tmp_path, {"job_configs/orders.yaml": job, "dativo-gen.yaml": settings})
    assert len(loaded.jobs) == 1
    found = crews(loaded.jobs, loaded.settings, loaded.output)
    assert " ".join(crew.orchestrator.target for crew in found if crew.runs) == runs

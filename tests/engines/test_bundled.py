"""A job of every provider and runtime that names no module: its stack calls the bundled one, and Terraform plans it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dativo_gen.cli.app import app
from dativo_gen.terraform.bundled import NO_RUNTIME, default_modules
from tests.modules.harness import Change, Plan, plan, ready, untagged

from .find import find
from .offline import offline

pytestmark = pytest.mark.engine("terraform")

ENGINES = {"aws": ("aws", "moto"), "gcp": ("google",), "azure": ("azurerm",)}
FLEET = [(provider, runtime) for provider, rows in default_modules().items() for runtime in rows]


def _marks(provider: str, runtime: str) -> list[pytest.MarkDecorator]:
    """Orchestrated jobs of a cloud are all alike to its module: one of them is planned in every run."""
    long = [pytest.mark.long] if runtime == "airflow" or (runtime == "dagster" and provider != "aws") else []
    return [pytest.mark.engine(*ENGINES[provider], "kubernetes"), *long]


EACH = pytest.mark.parametrize(
    ("provider", "runtime"), [pytest.param(*job, id="-".join(job), marks=_marks(*job)) for job in FLEET]
)

SETTINGS = """\
targets: [terraform, jobs]
image: registry.example/dativo:1.4
tenants: {acme: }
"""
COMMON = """\
tenant_id: acme
schedule: {cron: "30 2 * * 1-5", timezone: Europe/Berlin}
finops: {cost_center: HR-001, business_tags: [payments, revenue]}
infrastructure:
  tags: {CostCenter: HR-001, Owner: data-team@acme.com}
  terraform: {backend: {type: local}}
"""
OF_PROVIDER = {
    "aws": """\
  provider: aws
  region: us-east-1
  networking: {vpc_id: VPC, subnet_ids: [subnet-0123456789abcdef0], private_networking: true}
  storage: {bucket: acme-data-lake-RUNTIME, prefix: raw/orders}
""",
    "gcp": """\
  provider: gcp
  project_id: acme-project
  region: us-central1
  networking:
    vpc_id: projects/acme-project/global/networks/dativo-vpc
    subnet_ids: [projects/acme-project/regions/us-central1/subnetworks/dativo-subnet]
  storage: {bucket: acme-data-lake-RUNTIME, prefix: raw/orders}
""",
    "azure": """\
  provider: azure
  account_id: 00000000-1111-2222-3333-444444444444
  resource_group: acme-data
  region: westeurope
  storage: {bucket: acmedatalakeRUNTIME, prefix: raw/orders}
""",
}
RUNTIME = {
    NO_RUNTIME: "",
    "dagster": "  runtime: {type: dagster, cluster_name: dativo-prod, namespace: etl-jobs}\n",
    "airflow": "  runtime: {type: airflow}\n",
    "kubernetes": "  runtime: {type: kubernetes, cluster_name: dativo-prod, namespace: etl-jobs}\n",
    "ecs": "  runtime: {type: ecs, cluster_name: dativo-prod}\n",
    "cloud_run": "  runtime: {type: cloud_run}\n",
    "container_apps": "  runtime: {type: container_apps, cluster_name: dativo-prod}\n",
}
SIZES = '  compute: {cpu: "2", memory: 4Gi, max_runtime_seconds: 3600}\n'

RUNS = {
    "ecs": "aws_scheduler_schedule",
    "cloud_run": "google_cloud_scheduler_job",
    "container_apps": "azurerm_container_app_job",
    "kubernetes": "kubernetes_cron_job_v1",
}
"""What starts a job by its schedule."""


def _name(provider: str, runtime: str) -> str:
    return f"{provider}-{runtime.replace('_', '-')}"


def _job(provider: str, runtime: str, vpc: str) -> str:
    body = OF_PROVIDER[provider].replace("RUNTIME", runtime.replace("_", "")[:9]).replace("VPC", vpc)
    common = COMMON.replace(", timezone: Europe/Berlin", "") if runtime == "container_apps" else COMMON
    return common + body + RUNTIME[runtime] + (SIZES if runtime != NO_RUNTIME else "")


@pytest.fixture(scope="module")
def aws() -> Iterator[object]:
    """AWS on this machine, None where moto is missing: then nothing that needs it runs."""
    if find("moto") is None:
        yield None
        return
    from tests.modules.moto import moto  # noqa: PLC0415 - imports moto, which is not on every machine

    with moto() as server:
        yield server


@pytest.fixture(scope="module")
def rendered(aws: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the stacks."""
    place = tmp_path_factory.mktemp("fleet")
    (place / "dativo-gen.yaml").write_text(SETTINGS, "utf-8")
    jobs = place / "jobs" / "acme"
    jobs.mkdir(parents=True)
    vpc = aws.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"] if aws is not None else "vpc-0123456789abcdef0"  # type: ignore[attr-defined]
    for provider, runtime in FLEET:
        (jobs / f"{_name(provider, runtime)}.yaml").write_text(_job(provider, runtime, vpc), "utf-8")
    result = CliRunner().invoke(app, ["render", str(place / "jobs"), "--quiet"])
    assert result.exit_code == 0, result.output
    return place / "generated" / "terraform" / "acme" / "prod"


@pytest.fixture(scope="module")
def planned(
    aws: object, rendered: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str, str], Plan]]:
    """Provider and runtime -> the plan of that job's stack."""
    with offline(tmp_path_factory.mktemp("terraform"), []) as found:
        terraform = found.with_env(NO_PROXY="127.0.0.1", no_proxy="127.0.0.1")

        @cache
        def of(provider: str, runtime: str) -> Plan:
            stack = rendered / _name(provider, runtime)
            if provider == "aws":
                aws.configure(stack)  # type: ignore[attr-defined]  # a mark of ours
                (stack / "zz_provider.tf").rename(stack / "moto_override.tf")
            return plan(terraform, ready(terraform, stack), {})

        yield of


def test_every_runtime_of_a_provider_has_a_module() -> None:
    known = {*RUNTIME}
    assert {runtime for _, runtime in FLEET} == known


@EACH
def test_a_stack_calls_the_module_of_its_provider_and_runtime(provider: str, runtime: str, rendered: Path) -> None:
    module = default_modules()[provider][runtime]
    stack = rendered / _name(provider, runtime)
    assert f'source = "../../../_modules/{module}"' in (stack / "main.tf").read_text("utf-8")
    assert (stack / "../../../_modules" / module / "variables.tf").is_file()


@EACH
def test_terraform_plans_it_and_every_resource_carries_the_tags(
    provider: str, runtime: str, planned: Callable[[str, str], Plan]
) -> None:
    made = planned(provider, runtime)
    assert made.changes
    assert untagged(made, _tags(provider, runtime)) == []


@pytest.mark.parametrize(
    ("provider", "runtime"),
    [
        pytest.param(*job, id="-".join(job), marks=pytest.mark.engine(*ENGINES[job[0]], "kubernetes"))
        for job in FLEET
        if job[1] in RUNS
    ],
)
def test_what_terraform_starts_runs_the_image_with_the_resolved_job_at_its_time(
    provider: str, runtime: str, planned: Callable[[str, str], Plan]
) -> None:
    made = planned(provider, runtime)
    (keeper,) = made.of_type(RUNS[runtime])
    assert "30 2 " in str(keeper.after)
    text = " ".join(str(each.after) for each in _runners(made))
    assert "registry.example/dativo:1.4" in text
    assert f"/app/generated/jobs/prod/acme/{_name(provider, runtime)}.yaml" in text


def _runners(made: Plan) -> list[Change]:
    kinds = ("aws_ecs_task_definition", "google_cloud_run_v2_job", "azurerm_container_app_job", RUNS["kubernetes"])
    return [each for kind in kinds for each in made.of_type(kind)]


def _tags(provider: str, runtime: str) -> Mapping[str, str]:
    """Two of them, as this job's destination spells them."""
    if runtime == "kubernetes":
        return {"dativo.io/tenant_id": "acme", "dativo.io/Owner": "data-team_at_acme.com"}
    if provider == "gcp":
        return {"tenant_id": "acme", "costcenter": "hr-001"}
    return {"tenant_id": "acme", "Owner": "data-team@acme.com"}

"""Two jobs rendered for a cluster: each calls the module kubernetes/etl-job, and their stack can be planned."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from typer.testing import CliRunner

from dativo_gen.cli.app import app
from tests.engines.terraform import Terraform

from .harness import Change, Plan, copied, plan, ready, untagged

pytestmark = pytest.mark.engine("terraform", "aws", "kubernetes")

JOB = """\
tenant_id: acme
infrastructure:
  provider: aws
  region: us-east-1
  runtime: {type: kubernetes, cluster_name: dativo-prod-eks, service_account: dativo-etl-sa}
  compute: {cpu: "2048", memory: "4096", max_runtime_seconds: 3600}
  networking: {private_networking: true}
  storage: {bucket: acme-data-lake, prefix: raw/stripe/customers}
  tags: {CostCenter: HR-001, Owner: data-team@acme.com, Environment: production}
  terraform:
    module_source: ../../modules/kubernetes/etl-job
    stack: cluster
    backend: {type: local}
    variables:
      container_image: registry.example/dativo:1.4
      enable_monitoring: true
      retention_days: 90
finops: {cost_center: HR-001, business_tags: [payments, revenue]}
"""
LABELS = {
    "dativo.io/tenant_id": "acme",
    "dativo.io/CostCenter": "HR-001",
    "dativo.io/Environment": "production",
    "dativo.io/Owner": "data-team_at_acme.com",
    "dativo.io/finops.business_tags": "payments.revenue",
}


@pytest.fixture(scope="module")
def planned(terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """The plan of the stack."""
    place = tmp_path_factory.mktemp("rendered")
    copied("kubernetes/etl-job", place / "modules")
    (place / "dativo-gen.yaml").write_text("targets: [terraform]\n", "utf-8")
    jobs = place / "jobs" / "acme"
    jobs.mkdir(parents=True)
    for name in ("customers", "orders"):
        (jobs / f"{name}.yaml").write_text(JOB, "utf-8")
    result = CliRunner().invoke(app, ["render", str(place / "jobs"), "--quiet"])
    assert result.exit_code == 0, result.output
    return plan(terraform, ready(terraform, place / "generated" / "terraform" / "acme" / "prod" / "cluster"), {})


@pytest.mark.parametrize("job", ["customers", "orders"])
def test_a_job_has_its_cron_job_its_policy_and_its_alerts(job: str, planned: Plan) -> None:
    kinds = sorted(change.type for address, change in planned.changes.items() if address.startswith(f"module.{job}."))
    assert kinds == ["kubernetes_config_map_v1", "kubernetes_cron_job_v1", "kubernetes_network_policy_v1"]
    assert planned.outputs[f"{job}_cron_job_name"] == f"acme-prod-{job}"


def test_the_tags_arrive_as_labels_and_lose_nothing_as_annotations(planned: Plan) -> None:
    assert untagged(planned, LABELS) == []
    for change in planned.changes.values():
        annotations = _metadata(change)["annotations"]
        assert annotations["dativo.io/finops.business_tags"] == "payments,revenue", change.address
        assert annotations["dativo.io/Owner"] == "data-team@acme.com", change.address


def test_sizes_in_units_of_ecs_arrive_as_quantities(planned: Plan) -> None:
    for change in planned.of_type("kubernetes_cron_job_v1"):
        assert change.after is not None
        pod = change.after["spec"][0]["job_template"][0]["spec"][0]["template"][0]["spec"][0]
        assert pod["container"][0]["resources"][0]["requests"] == {"cpu": "2", "memory": "4Gi"}


def _metadata(change: Change) -> Mapping[str, Mapping[str, str]]:
    assert change.after is not None, change.address
    metadata: Mapping[str, Mapping[str, str]] = change.after["metadata"][0]
    return metadata

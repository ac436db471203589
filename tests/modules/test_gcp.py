"""The modules for Google Cloud, in Terraform's hands: both majors of the provider, labels, data that stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.engines.terraform import Terraform

from .harness import MODULES, Plan, copied, own_tests, plan, ready, untagged, without_refusals, without_tags
from .schema_only import REFUSALS, after, applied, examples, lost, of_major, unsettled, with_neighbours

pytestmark = pytest.mark.engine("terraform", "google")

FOUNDATION, JOB = "gcp/dativo-etl", "gcp/etl-job"
EACH = pytest.mark.parametrize("module", [FOUNDATION, JOB])
PREVIOUS = ("google", "~> 7.0")

KEY = "projects/acme-project/locations/us-central1/keyRings/dativo/cryptoKeys/etl-data"
LABELS = {"tenant_id": "acme", "environment": "prod", "job_name": "orders", "cost_center": "hr-001"}
IMAGE = "us-central1-docker.pkg.dev/acme-project/dativo/dativo-ingest:1.4"
TENANT = {
    "project_id": "acme-project",
    "tenant_id": "acme",
    "job_name": "orders",
    "storage_prefix": "raw",
    "storage_kms_key_id": KEY,
    "retention_days": 365,
    "budget": {"billing_account": "012345-6789AB-CDEF01", "amount": 500},
    "labels": LABELS,
}
ORDERS = {
    "job_name": "orders",
    "tenant_id": "acme",
    "environment": "prod",
    "project_id": "acme-project",
    "container_image": IMAGE,
    "command": ["run", "--config", "/app/jobs/prod/acme/orders.yaml"],
    "container": {"secrets": {"STRIPE_KEY": {"secret": "stripe-key"}}},
    "networking_subnet_ids": ["projects/acme-project/regions/us-central1/subnetworks/etl"],
    "storage_bucket": "acme-data-lake",
    "storage_prefix": "raw/orders",
    "schedule": {"cron": "0 3 * * *"},
    "retention_days": 90,
    "enable_monitoring": True,
    "labels": LABELS,
}
WHOLE: Mapping[str, dict[str, object]] = {FOUNDATION: TENANT, JOB: ORDERS}
TAGGABLE = {
    FOUNDATION: {"google_bigquery_dataset.this[0]: labels", "google_storage_bucket.this[0]: labels"},
    JOB: {
        "google_cloud_run_v2_job.this[0]: labels",
        "google_cloud_run_v2_job.this[0]: template.0.labels",
        'google_monitoring_alert_policy.this["exhaustion"]: user_labels',
        'google_monitoring_alert_policy.this["failure"]: user_labels',
        'google_monitoring_alert_policy.this["timeout"]: user_labels',
    },
}
CHANGES: Mapping[str, dict[str, object]] = {
    "labels": {"labels": {"cost_center": "hr-002"}},
    "prefix": {"storage_prefix": "landing"},
    "retention": {"retention_days": 30, "lifecycle_rules": {"noncurrent_days": 3}},
    "class, key, logs": {
        "storage_class": "NEARLINE",
        "storage_kms_key_id": None,
        "access_logs": {"bucket": "acme-access-logs"},
    },
    "budget": {"budget": None},
}


@pytest.fixture(scope="module")
def whole(terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Plan]:
    """Module -> the plan of all that it can make, made once."""
    return cache(
        lambda module: plan(
            terraform, ready(terraform, copied(module, tmp_path_factory.mktemp("whole"))), WHOLE[module]
        )
    )


def test_terraform_would_format_nothing_otherwise(terraform: Terraform) -> None:
    result = terraform.fmt_check(MODULES / "gcp")
    assert result.ok, result


@EACH
def test_a_module_passes_its_own_tests(terraform: Terraform, tmp_path: Path, module: str) -> None:
    result = own_tests(terraform, without_refusals(ready(terraform, copied(module, tmp_path))))
    assert result.ok, result


@pytest.mark.long
@EACH
def test_a_module_s_own_tests_refuse_what_they_say(terraform: Terraform, tmp_path: Path, module: str) -> None:
    result = own_tests(terraform, ready(terraform, copied(module, tmp_path)), f"-filter={REFUSALS}")
    assert result.ok, result


@pytest.mark.long
@EACH
def test_a_module_holds_with_the_previous_major(terraform: Terraform, tmp_path: Path, module: str) -> None:
    folder = without_refusals(of_major(terraform, module, PREVIOUS, tmp_path))
    for result in (terraform.validate(folder), own_tests(terraform, folder)):
        assert result.ok, result


def test_the_command_of_the_feature_summary_plans_as_it_stands(terraform: Terraform, tmp_path: Path) -> None:
    """`terraform apply -var="project_id=my-project" -var="tenant_id=acme"`, as far as nothing is made."""
    folder = ready(terraform, copied(FOUNDATION, tmp_path))
    result = terraform.plan(folder, "-input=false", "-var=project_id=my-project", "-var=tenant_id=acme")
    assert result.ok, result
    assert "6 to add, 0 to change, 0 to destroy" in result.said


@EACH
def test_every_resource_that_can_carries_all_labels(whole: Callable[[str], Plan], module: str) -> None:
    assert untagged(whole(module), LABELS) == []


@EACH
def test_a_resource_that_loses_its_labels_is_named(terraform: Terraform, tmp_path: Path, module: str) -> None:
    folder = copied(module, tmp_path)
    assert without_tags(folder) > 0
    made = plan(terraform, ready(terraform, folder), WHOLE[module])
    assert set(untagged(made, LABELS)) == TAGGABLE[module]


def test_no_change_of_labels_prefix_or_rules_ends_data(terraform: Terraform, tmp_path: Path) -> None:
    folder = ready(terraform, copied(FOUNDATION, tmp_path))
    applied(terraform, folder, TENANT)
    assert unsettled(terraform, folder, TENANT) == []
    for what, change in CHANGES.items():
        assert lost(after(terraform, folder, {**TENANT, **change})) == [], what
    moved = after(terraform, folder, {**TENANT, "region": "europe-west3"})
    assert {each.split(":")[0] for each in lost(moved)} == {
        "google_storage_bucket.this[0]",
        "google_bigquery_dataset.this[0]",
    }


def test_a_job_only_refers_to_data(whole: Callable[[str], Plan]) -> None:
    """So no change of its size, schedule, prefix or labels can end any."""
    made = whole(JOB)
    assert not made.of_type("google_storage_bucket")
    assert not made.of_type("google_bigquery_dataset")


@pytest.mark.long
def test_examples_plan(terraform: Terraform, tmp_path: Path) -> None:
    found = [each for module in with_neighbours(MODULES / "gcp", tmp_path).iterdir() for each in examples(module)]
    assert found
    for folder in found:
        result = terraform.plan(ready(terraform, folder), "-input=false")
        assert result.ok, result

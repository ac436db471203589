"""The module kubernetes/etl-job: its own tests on both majors of its provider, labels, and that changes end nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from dativo_gen.terraform.contract import contract
from dativo_gen.terraform.module import read_interface
from tests.engines.find import find
from tests.engines.standins import provider_versions
from tests.engines.terraform import Terraform

from .harness import (
    MODULES,
    TAGS_AT,
    Plan,
    copied,
    own_tests,
    pin,
    plan,
    ready,
    refused,
    untagged,
    without_refusals,
    write_variables,
)

MODULE = "kubernetes/etl-job"
OUTPUTS = {"cluster_arn", "task_role_arn", "security_group_id", "bucket_name", "kms_key_id", "tags"}
OWN_OUTPUTS = {"namespace", "service_account_name", "cron_job_name"}
IDENTITY = ("job_name", "tenant_id", "environment")

engine = pytest.mark.engine("terraform", "kubernetes")

JOB: Mapping[str, object] = {
    "job_name": "stripe_customers",
    "tenant_id": "acme",
    "environment": "prod",
    "cloud_provider": "aws",
    "runtime_type": "kubernetes",
    "runtime_cluster_name": "dativo-prod-eks",
    "runtime_namespace": "data-engineering",
    "runtime_service_account": "dativo-etl-sa",
    "compute_cpu": "2",
    "compute_memory": "4Gi",
    "compute_max_runtime_seconds": 3600,
    "networking_private_networking": True,
    "storage_bucket": "acme-data-lake",
    "storage_prefix": "raw/stripe/customers",
    "tags": {"CostCenter": "HR-001", "Project": "data-platform", "finops.business_tags": "payments,revenue,stripe"},
}
"""What a module gets of the integration guide's job "Kubernetes with Dagster"."""

EVERYTHING: Mapping[str, object] = {
    **JOB,
    "runtime_service_account": "arn:aws:iam::123456789012:role/dativo-etl-role",
    "create_namespace": True,
    "enable_monitoring": True,
    "container_image": "registry.example/dativo:1.4",
    "schedule": {"cron": "0 6 * * *", "timezone": "Europe/Berlin"},
}
LABELS = {
    "dativo.io/tenant_id": "acme",
    "dativo.io/job_name": "stripe_customers",
    "dativo.io/environment": "prod",
    "dativo.io/CostCenter": "HR-001",
    "dativo.io/Project": "data-platform",
    "dativo.io/finops.business_tags": "payments.revenue.stripe",
}
CHANGES: Mapping[str, Mapping[str, object]] = {
    "tag": {"tags": {"CostCenter": "HR-002"}},
    "prefix": {"storage_prefix": "raw/stripe/v2/customers"},
    "size": {"compute_cpu": "4", "compute_memory": "8Gi", "compute_limits": {"memory": "16Gi"}},
    "schedule": {"schedule": {"cron": "30 7 * * 1-5", "timezone": "UTC", "enabled": False}},
    "no schedule": {"schedule": None},
    "image": {"container_image": "registry.example/dativo:1.5"},
    "quota": {"resource_quota": {"pods": 5}, "limit_range": {"limit_cpu": "2"}},
    "network": {"network_policy": {"https_cidrs": ["10.0.0.0/8"]}},
}


PLACES = {name: places for name, places in TAGS_AT.items() if name.startswith("kubernetes_")}


@pytest.fixture(scope="module")
def module(terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the module, initialised with the newest provider."""
    return ready(terraform, copied(MODULE, tmp_path_factory.mktemp("module")))


@pytest.fixture(scope="module")
def planned(terraform: Terraform, module: Path) -> Callable[[Mapping[str, object]], Plan]:
    """Variables -> their plan."""
    return lambda variables: plan(terraform, module, variables)


@pytest.fixture(scope="module")
def everything(planned: Callable[[Mapping[str, object]], Plan]) -> Plan:
    """The plan of all that the module can make."""
    return planned(EVERYTHING)


def test_every_variable_of_the_contract_is_declared_with_its_type() -> None:
    declared = read_interface(_texts(MODULES / MODULE)).variables
    assert {row.name: row.type for row in contract()}.items() <= {n: v.type for n, v in declared.items()}.items()


def test_only_the_identity_of_a_job_is_required() -> None:
    declared = read_interface(_texts(MODULES / MODULE)).variables
    assert sorted(name for name, variable in declared.items() if variable.required) == sorted(IDENTITY)


def test_the_contracts_outputs_are_there_and_its_own() -> None:
    assert read_interface(_texts(MODULES / MODULE)).outputs.keys() == OUTPUTS | OWN_OUTPUTS


@engine
def test_the_module_is_formatted(terraform: Terraform) -> None:
    result = terraform.fmt_check(MODULES / MODULE)
    assert result.ok, result


@engine
@pytest.mark.parametrize("major", [pytest.param("2", marks=pytest.mark.long), "3"])
def test_the_modules_own_tests_pass_on_each_major_of_the_provider(
    major: str, terraform: Terraform, tmp_path: Path
) -> None:
    found = find("kubernetes")
    if found is None or not any(v.startswith(f"{major}.") for v in provider_versions(found.path, "kubernetes")):
        pytest.skip(f"no version {major} of the provider kubernetes is on this machine")
    folder = copied(MODULE, tmp_path)
    pin(folder, "kubernetes", f"~> {major}.0")
    without_refusals(ready(terraform, folder))
    assert (valid := terraform.validate(folder)).ok, valid
    tested = own_tests(terraform, folder)
    assert tested.ok, tested
    assert re.search(r"Success! \d\d+ passed", tested.said), tested


@pytest.mark.long
@engine
def test_the_modules_own_tests_refuse_what_they_say(terraform: Terraform, tmp_path: Path) -> None:
    tested = own_tests(terraform, ready(terraform, copied(MODULE, tmp_path)), "-filter=tests/refused.tftest.hcl")
    assert tested.ok, tested


@pytest.mark.long
@engine
def test_a_validation_that_is_taken_away_is_missed(terraform: Terraform, tmp_path: Path) -> None:
    folder = copied(MODULE, tmp_path)
    text = (folder / "variables.tf").read_text("utf-8")
    mutated = re.sub(r"can\(regex\(.*var\.compute_memory\)\)", "length(var.compute_memory) > 0", text)
    assert mutated != text
    (folder / "variables.tf").write_text(mutated, "utf-8")
    tested = own_tests(terraform, ready(terraform, folder), "-filter=tests/refused.tftest.hcl")
    assert "var.compute_memory, was expected to report an error but did not" in tested.said


@pytest.mark.long
@engine
@pytest.mark.parametrize("example", ["scheduled", "orchestrated"])
def test_an_example_is_planned(example: str, terraform: Terraform, tmp_path: Path) -> None:
    folder = ready(terraform, copied(MODULE, tmp_path) / "examples" / example)
    made = plan(terraform, folder, {})
    assert {change.actions for change in made.changes.values()} == {("create",)}


@engine
def test_the_guides_job_is_planned_as_it_stands(planned: Callable[[Mapping[str, object]], Plan]) -> None:
    made = planned(JOB)
    assert list(made.changes) == ["kubernetes_network_policy_v1.this[0]"]
    assert made.outputs["namespace"] == "data-engineering"
    assert made.outputs["service_account_name"] == "dativo-etl-sa"
    assert made.outputs["cluster_arn"] == "dativo-prod-eks"


@engine
def test_every_object_carries_every_label(everything: Plan) -> None:
    assert {change.type for change in everything.changes.values()} == PLACES.keys()
    assert untagged(everything, LABELS) == []


@engine
def test_labels_that_are_taken_away_are_missed_in_every_place(terraform: Terraform, tmp_path: Path) -> None:
    """Every place loses its labels, and the check names each of them."""
    folder = ready(terraform, copied(MODULE, tmp_path))
    taken = 0
    for file in folder.glob("*.tf"):
        bare, count = re.subn(
            r"^( +labels +=) (?:local\.(?:pod_)?labels$|merge\(local\.labels,)", _emptied, _text(file), flags=re.M
        )
        file.write_text(bare, "utf-8")
        taken += count
    missed = untagged(plan(terraform, folder, EVERYTHING), LABELS)
    assert len(missed) == taken == sum(map(len, PLACES.values()))


@engine
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_leaves_every_object_its_name_and_its_namespace(
    change: Mapping[str, object], everything: Plan, planned: Callable[[Mapping[str, object]], Plan]
) -> None:
    """Name and namespace are all that makes the provider replace an object of these types."""
    assert _names(planned({**EVERYTHING, **change})) == _names(everything)


@engine
def test_a_namespace_is_never_destroyed(terraform: Terraform, tmp_path: Path) -> None:
    folder = ready(terraform, copied(MODULE, tmp_path))
    write_variables(folder, EVERYTHING)
    applied = terraform.apply(folder)
    assert applied.ok, applied
    assert "Instance cannot be destroyed" in terraform.destroy(folder).said
    assert "Instance cannot be destroyed" in refused(terraform, folder, {**EVERYTHING, "create_namespace": False}).said


@engine
def test_a_wrong_size_is_answered_with_what_to_write(terraform: Terraform, module: Path) -> None:
    said = refused(terraform, module, {**JOB, "compute_cpu": "2048", "compute_memory": "4096"}).said
    assert "Write vCPUs: 2 for 2048 units" in said
    assert "Write compute_memory with its unit, as in 4Gi or 4096Mi" in said


def _emptied(match: re.Match[str]) -> str:
    return f"{match[1]} {'{}' if match[0].endswith('labels') else 'merge({},'}"


def _names(made: Plan) -> dict[str, tuple[Any, Any]]:
    """The name and the namespace of each object, by its address."""
    metadata = {address: (change.after or {})["metadata"][0] for address, change in made.changes.items()}
    return {address: (each["name"], each.get("namespace")) for address, each in metadata.items()}


def _texts(folder: Path) -> dict[str, str]:
    return {file.name: _text(file) for file in sorted(folder.glob("*.tf"))}


def _text(file: Path) -> str:
    return file.read_text("utf-8")

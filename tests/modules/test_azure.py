"""The modules for Azure, in Terraform's hands: both majors of the provider, tags, data that stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.engines.terraform import Terraform

from .harness import MODULES, Plan, copied, own_tests, plan, ready, untagged, without_refusals, without_tags
from .schema_only import REFUSALS, after, applied, examples, lost, of_major, unsettled, with_neighbours

pytestmark = pytest.mark.engine("terraform", "azurerm")

FOUNDATION, JOB = "azure/dativo-etl", "azure/etl-job"
EACH = pytest.mark.parametrize("module", [FOUNDATION, JOB])
PREVIOUS = ("azurerm", "~> 4.0")
PROVIDER = 'provider "azurerm" {\n  features {}\n}\n'

GROUP = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-acme/providers"
TAGS = {"tenant_id": "acme", "environment": "prod", "job_name": "orders", "finops.cost_center": "HR-001"}
TENANT = {
    "tenant_id": "acme",
    "job_name": "orders",
    "region": "westeurope",
    "account_id": "0b1f6471-1bf0-4dda-aec3-cb9272f09590",
    "storage_prefix": "raw",
    "storage_kms_key_id": f"{GROUP}/Microsoft.KeyVault/vaults/kv-acme/keys/etl",
    "log_analytics_workspace_id": f"{GROUP}/Microsoft.OperationalInsights/workspaces/log-acme",
    "retention_days": 365,
    "budget": {"amount": 500, "start_date": "2026-01-01T00:00:00Z", "emails": ["data@acme.example"]},
    "tags": TAGS,
}
ORDERS = {
    "job_name": "orders",
    "tenant_id": "acme",
    "environment": "prod",
    "region": "westeurope",
    "account_id": "0b1f6471-1bf0-4dda-aec3-cb9272f09590",
    "container_image": "acme.azurecr.io/dativo-ingest:1.4",
    "container_registry_id": f"{GROUP}/Microsoft.ContainerRegistry/registries/acme",
    "command": ["run", "--config", "/app/jobs/prod/acme/orders.yaml"],
    "container": {"secrets": {"KEY": {"vault_id": f"{GROUP}/Microsoft.KeyVault/vaults/kv-acme", "name": "key"}}},
    "networking_subnet_ids": [f"{GROUP}/Microsoft.Network/virtualNetworks/vnet-acme/subnets/etl"],
    "storage_account_id": f"{GROUP}/Microsoft.Storage/storageAccounts/acmelake",
    "storage_bucket": "acmelake/data-lake",
    "storage_prefix": "raw/orders",
    "schedule": {"cron": "0 3 * * *"},
    "enable_monitoring": True,
    "tags": TAGS,
}
WHOLE: Mapping[str, dict[str, object]] = {FOUNDATION: TENANT, JOB: ORDERS}
TAGGABLE = {
    FOUNDATION: {
        "azurerm_resource_group.this[0]: tags",
        "azurerm_storage_account.this[0]: tags",
        "azurerm_user_assigned_identity.encryption[0]: tags",
        "azurerm_user_assigned_identity.this[0]: tags",
    },
    JOB: {
        "azurerm_container_app_environment.this[0]: tags",
        "azurerm_container_app_job.this[0]: tags",
        "azurerm_log_analytics_workspace.this[0]: tags",
        'azurerm_monitor_scheduled_query_rules_alert_v2.this["exhaustion"]: tags',
        'azurerm_monitor_scheduled_query_rules_alert_v2.this["failure"]: tags',
        'azurerm_monitor_scheduled_query_rules_alert_v2.this["timeout"]: tags',
        "azurerm_resource_group.this[0]: tags",
        "azurerm_user_assigned_identity.this[0]: tags",
    },
}
CHANGES: Mapping[str, dict[str, object]] = {
    "tags": {"tags": {"finops.cost_center": "HR-002"}},
    "prefix": {"storage_prefix": "landing"},
    "retention": {"retention_days": None},
    "copies, networks, key": {
        "storage": {"replication": "RAGZRS", "soft_delete_days": 7, "allowed_ips": ["203.0.113.7"]},
        "storage_kms_key_id": None,
    },
    "budget, log": {"budget": None, "log_analytics_workspace_id": None},
}


def _copied(module: str, place: Path) -> Path:
    """A copy as a root module: this provider must be configured, which modules never do."""
    folder = copied(module, place)
    (folder / "zz_provider.tf").write_text(PROVIDER, "utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(terraform: Terraform, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Plan]:
    """Module -> the plan of all that it can make, made once."""
    return cache(
        lambda module: plan(
            terraform, ready(terraform, _copied(module, tmp_path_factory.mktemp("whole"))), WHOLE[module]
        )
    )


def test_terraform_would_format_nothing_otherwise(terraform: Terraform) -> None:
    result = terraform.fmt_check(MODULES / "azure")
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


def test_a_tenant_and_a_region_plan(terraform: Terraform, tmp_path: Path) -> None:
    folder = ready(terraform, _copied(FOUNDATION, tmp_path))
    result = terraform.plan(folder, "-input=false", "-var=tenant_id=acme", "-var=region=westeurope")
    assert result.ok, result
    assert "5 to add, 0 to change, 0 to destroy" in result.said


@EACH
def test_every_resource_that_can_carries_all_tags(whole: Callable[[str], Plan], module: str) -> None:
    assert untagged(whole(module), TAGS) == []


@EACH
def test_a_resource_that_loses_its_tags_is_named(terraform: Terraform, tmp_path: Path, module: str) -> None:
    assert without_tags(_copied(module, tmp_path)) == len({each.split("[")[0] for each in TAGGABLE[module]})
    made = plan(terraform, ready(terraform, tmp_path / module), WHOLE[module])
    assert set(untagged(made, TAGS)) == TAGGABLE[module]


def test_a_filesystem_carries_tags_as_metadata(whole: Callable[[str], Plan]) -> None:
    filesystem = whole(FOUNDATION).one("azurerm_storage_container")
    renamed = {key.replace(".", "_"): value for key, value in TAGS.items()}
    assert filesystem["metadata"] == renamed


def test_no_change_of_tags_prefix_or_rules_ends_data(terraform: Terraform, tmp_path: Path) -> None:
    folder = ready(terraform, _copied(FOUNDATION, tmp_path))
    applied(terraform, folder, TENANT)
    assert unsettled(terraform, folder, TENANT) == []
    for what, change in CHANGES.items():
        assert lost(after(terraform, folder, {**TENANT, **change})) == [], what
    moved = after(terraform, folder, {**TENANT, "region": "northeurope"})
    assert "azurerm_storage_account.this[0]: location" in lost(moved)


def test_a_job_only_refers_to_data(whole: Callable[[str], Plan]) -> None:
    """So no change of its size, schedule, prefix or tags can end any."""
    made = whole(JOB)
    assert not made.of_type("azurerm_storage_account")
    assert not made.of_type("azurerm_storage_container")


@pytest.mark.long
def test_examples_plan(terraform: Terraform, tmp_path: Path) -> None:
    found = [each for module in with_neighbours(MODULES / "azure", tmp_path).iterdir() for each in examples(module)]
    assert found
    for folder in found:
        result = terraform.plan(ready(terraform, folder), "-input=false")
        assert result.ok, result

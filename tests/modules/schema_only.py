"""What is tested alike for modules whose provider is here as a schema only: tests of their own, data that stays."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.engines.terraform import Terraform

from .harness import Change, Plan, copied, pin, plan, ready, write_variables

REFUSALS = "tests/refusals.tftest.hcl"

FORCES_NEW: Mapping[str, tuple[str, ...]] = {
    # registry.terraform.io/providers/hashicorp/google/latest/docs/resources/storage_bucket and bigquery_dataset
    "google_storage_bucket": ("name", "location", "project"),
    "google_bigquery_dataset": ("dataset_id", "location", "project"),
    # registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/storage_account, storage_container
    # and resource_group
    "azurerm_resource_group": ("name", "location"),
    "azurerm_storage_account": (
        "name",
        "resource_group_name",
        "location",
        "account_kind",
        "account_tier",
        "is_hns_enabled",
        "infrastructure_encryption_enabled",
    ),
    "azurerm_storage_container": ("name", "storage_account_id"),
}
"""Types that hold data: the arguments whose change makes the provider delete one and make another.

A schema does not tell them, so a plan with it never replaces anything.
"""


def of_major(terraform: Terraform, module: str, major: tuple[str, str], place: Path) -> Path:
    """An initialised copy of a module with one major version of its provider: (name, constraint)."""
    folder = copied(module, place)
    pin(folder, *major)
    return ready(terraform, folder)


def applied(terraform: Terraform, folder: Path, variables: Mapping[str, object]) -> None:
    """Apply an initialised folder; a provider that is a schema only makes up what a cloud would tell."""
    write_variables(folder, variables)
    result = terraform.apply(folder, "-input=false")
    assert result.ok, result


def unsettled(terraform: Terraform, folder: Path, variables: Mapping[str, object]) -> list[str]:
    """What a plan would still do after these variables were applied: nothing, if the module says what it means."""
    changes = plan(terraform, folder, variables).changes
    return [f"{name}: {change.actions}" for name, change in changes.items() if change.actions != ("no-op",)]


def lost(made: Plan) -> list[str]:
    """The data that a plan would end: deleted, or replaced because of an argument that cannot change."""
    held = [change for change in made.changes.values() if change.type in FORCES_NEW]
    assert held, "nothing here holds data"
    return [f"{each.address}: {why}" for each in held for why in _ends(each)]


def after(terraform: Terraform, folder: Path, variables: Mapping[str, object]) -> Plan:
    """Plan other variables on top of what was applied; fails if that changes nothing at all."""
    made = plan(terraform, folder, variables)
    assert any(change.actions != ("no-op",) for change in made.changes.values()), f"{variables} change nothing"
    return made


def examples(module: Path) -> list[Path]:
    """The folders of a module's examples."""
    return sorted(file.parent for file in module.glob("examples/*/main.tf"))


def with_neighbours(modules: Path, place: Path) -> Path:
    """A copy of all modules of one provider, since an example may use two."""
    left_out = shutil.ignore_patterns(".terraform", ".terraform.lock.hcl", "terraform.tfstate*")
    return Path(shutil.copytree(modules, place / modules.name, ignore=left_out))


def _ends(change: Change) -> list[str]:
    if change.ends:
        return ["delete"]
    before, later = change.before or {}, change.after or {}
    return [name for name in FORCES_NEW[change.type] if change.before and before.get(name) != later.get(name)]

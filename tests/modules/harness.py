"""Bundled modules in Terraform's hands: copies to work in, what a plan would do, and which tags it would set."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.engines.find import REPOSITORY
from tests.engines.terraform import Result, Terraform

MODULES = REPOSITORY / "terraform_templates" / "modules"
_LEFT_OUT = shutil.ignore_patterns(".terraform", ".terraform.lock.hcl", "terraform.tfstate*")

TAGS_AT: Mapping[str, tuple[str, ...]] = {
    "google_cloud_run_v2_job": ("labels", "template.0.labels"),
    "google_monitoring_alert_policy": ("user_labels",),
    "kubernetes_config_map_v1": ("metadata.0.labels",),
    "kubernetes_cron_job_v1": (
        "metadata.0.labels",
        "spec.0.job_template.0.metadata.0.labels",
        "spec.0.job_template.0.spec.0.template.0.metadata.0.labels",
    ),
    "kubernetes_limit_range_v1": ("metadata.0.labels",),
    "kubernetes_namespace_v1": ("metadata.0.labels",),
    "kubernetes_network_policy_v1": ("metadata.0.labels",),
    "kubernetes_resource_quota_v1": ("metadata.0.labels",),
    "kubernetes_service_account_v1": ("metadata.0.labels",),
}
"""Where a resource carries tags, if not (only) at `tags` or `labels`; a number is the place in a list."""

UNTAGGABLE = frozenset(
    {
        "aws_cloudwatch_event_target",
        "aws_iam_role_policy",
        "aws_iam_role_policy_attachment",
        "aws_s3_bucket_lifecycle_configuration",
        "aws_s3_bucket_logging",
        "aws_s3_bucket_ownership_controls",
        "aws_s3_bucket_policy",
        "aws_s3_bucket_public_access_block",
        "aws_s3_bucket_server_side_encryption_configuration",
        "aws_s3_bucket_versioning",
        "aws_scheduler_schedule",
        "aws_sns_topic_policy",
        "azurerm_consumption_budget_resource_group",
        "azurerm_federated_identity_credential",
        "azurerm_monitor_diagnostic_setting",
        "azurerm_role_assignment",
        "azurerm_storage_container",
        "azurerm_storage_management_policy",
        "google_bigquery_dataset_iam_member",
        "google_billing_budget",
        "google_cloud_run_v2_job_iam_member",
        "google_cloud_scheduler_job",
        "google_logging_metric",
        "google_logging_project_bucket_config",
        "google_logging_project_sink",
        "google_project_iam_member",
        "google_secret_manager_secret_iam_member",
        "google_service_account",
        "google_service_account_iam_member",
        "google_storage_bucket_iam_member",
    }
)
"""Types of resources that can carry no tags at all."""

_TAGS_LINE = re.compile(r"^ *(?:tags|labels|user_labels) += local\.\w+\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Change:
    """What a plan does with one managed resource. `actions` as Terraform names them (`create`, `update`, ...)."""

    address: str
    type: str
    actions: tuple[str, ...]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def ends(self) -> bool:
        """Whether what is there now is deleted, to be made anew or for good."""
        return "delete" in self.actions


@dataclass(frozen=True, slots=True)
class Plan:
    """`changes` by address; `outputs` are the known values of the root module."""

    changes: Mapping[str, Change]
    outputs: Mapping[str, Any]

    def of_type(self, name: str) -> list[Change]:
        """The changes of one type of resource, in order of address."""
        return [change for _, change in sorted(self.changes.items()) if change.type == name]

    def one(self, name: str) -> Mapping[str, Any]:
        """What the only resource of a type will be."""
        (change,) = self.of_type(name)
        assert change.after is not None, f"{change.address} is deleted"
        return change.after


def modules() -> list[str]:
    """Every bundled module as `<provider>/<module>`."""
    return sorted(file.parent.relative_to(MODULES).as_posix() for file in MODULES.glob("*/*/variables.tf"))


def copied(module: str, place: Path) -> Path:
    """A copy of one module, at the same depth below `place` as it has in the repository."""
    return Path(shutil.copytree(MODULES / module, place / module, ignore=_LEFT_OUT, dirs_exist_ok=True))


def pin(folder: Path, provider: str, constraint: str) -> None:
    """Have a copied module use other versions of a provider of hashicorp than the newest that it allows."""
    need = f'{provider} = {{\n      source  = "hashicorp/{provider}"\n      version = "{constraint}"\n    }}'
    text = f"terraform {{\n  required_providers {{\n    {need}\n  }}\n}}\n"
    (folder / "versions_override.tf").write_text(text, "utf-8")


def write_variables(folder: Path, variables: Mapping[str, object]) -> None:
    """Set a root module's variables; earlier ones are forgotten."""
    (folder / "terraform.tfvars.json").write_text(json.dumps(variables), "utf-8")


def ready(terraform: Terraform, folder: Path) -> Path:
    """The folder, initialised."""
    result = terraform.init(folder)
    assert result.ok, result
    return folder


def plan(terraform: Terraform, folder: Path, variables: Mapping[str, object]) -> Plan:
    """Plan an initialised folder with these variables; fails with what Terraform says."""
    write_variables(folder, variables)
    result = terraform.plan(folder, "-out=made.tfplan", "-input=false")
    assert result.ok, result
    shown = terraform.run(folder, "show", "-json", "made.tfplan")
    assert shown.ok, shown
    return _read(json.loads(shown.output[shown.output.index("{") :]))


def refused(terraform: Terraform, folder: Path, variables: Mapping[str, object]) -> Result:
    """Plan an initialised folder with variables that it must not take; fails if it takes them."""
    write_variables(folder, variables)
    result = terraform.plan(folder, "-input=false")
    assert not result.ok, result
    return result


def untagged(made: Plan, wanted: Mapping[str, str]) -> list[str]:
    """Every place of a plan, as `address: attribute`, that should carry all of `wanted` and does not.

    A type of resource that is neither known as untaggable nor has tags or labels is named too, as is one that
    is said to be untaggable and is not.
    """
    return [problem for _, change in sorted(made.changes.items()) for problem in _untagged(change, wanted)]


def without_tags(folder: Path) -> int:
    """Take the tags or labels away from every resource of a copied module; how many lines that were."""
    count = 0
    for file in folder.glob("*.tf"):
        text, found = _TAGS_LINE.subn("", file.read_text("utf-8"))
        file.write_text(text, "utf-8")
        count += found
    return count


def own_tests(terraform: Terraform, folder: Path, *options: str) -> Result:
    """Run the tests that a module brings along, in an initialised copy of it."""
    return terraform.run(folder, "test", "-no-color", *options)


def without_refusals(folder: Path) -> Path:
    """A copied module whose own tests refuse nothing: `test_refusals.py` does that in fewer plans."""
    for file in folder.glob("tests/refus*.tftest.hcl"):
        file.unlink()
    return folder


def without_protection(folder: Path) -> int:
    """Let `destroy` have what a copied module protects with `prevent_destroy`; how many resources that were."""
    count = 0
    for file in folder.glob("*.tf"):
        text, found = re.subn(r"(prevent_destroy +=) true", r"\1 false", file.read_text("utf-8"))
        file.write_text(text, "utf-8")
        count += found
    return count


def _read(document: Mapping[str, Any]) -> Plan:
    managed = [each for each in document.get("resource_changes", []) if each["mode"] == "managed"]
    outputs = document.get("planned_values", {}).get("outputs", {})
    return Plan(
        {each["address"]: _change(each) for each in managed},
        {name: output.get("value") for name, output in outputs.items()},
    )


def _change(entry: Mapping[str, Any]) -> Change:
    done = entry["change"]
    return Change(entry["address"], entry["type"], tuple(done["actions"]), done["before"], done["after"])


def _untagged(change: Change, wanted: Mapping[str, str]) -> Iterator[str]:
    if change.after is None:
        return
    places = TAGS_AT.get(change.type) or tuple(name for name in ("tags", "labels") if name in change.after)
    if bool(places) == (change.type in UNTAGGABLE):
        yield f"{change.address}: say in tests/modules/harness.py whether {change.type} carries tags"
    for place in places:
        carried = _at(change.after, place) or {}
        if any(carried.get(key) != value for key, value in wanted.items()):
            yield f"{change.address}: {place}"


def _at(values: Any, place: str) -> Any:
    for step in place.split("."):
        if values is None:
            return None
        values = values[int(step)] if step.isdigit() else values.get(step)
    return values

"""Wrong values in a job config: `render` refuses them at their place, and Terraform those that only it can judge."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from dativo_gen.cli.app import app
from tests.engines.terraform import Terraform

from .harness import ready

JOB: Mapping[str, Any] = {
    "tenant_id": "acme",
    "infrastructure": {
        "provider": "aws",
        "region": "us-east-1",
        "account_id": "123456789012",
        "runtime": {"type": "ecs", "cluster_name": "dativo-prod"},
        "compute": {"cpu": "1024", "memory": "2048"},
        "networking": {"vpc_id": "vpc-0123456789abcdef0", "subnet_ids": ["subnet-0123456789abcdef0"]},
        "storage": {"bucket": "acme-data-lake", "prefix": "raw/orders"},
        "terraform": {"backend": {"type": "local"}, "stack": "wrong", "variables": {}},
    },
}
VARIABLES = "infrastructure.terraform.variables"

BEFORE_TERRAFORM = [
    ("infrastructure.compute.cpu", "300", "unit-invalid"),
    ("infrastructure.compute.cpu", "3", "compute-size"),
    ("infrastructure.compute.memory", "100", "unit-invalid"),
    ("infrastructure.compute.memory", "64Gi", "compute-size"),
    ("infrastructure.compute.max_runtime_seconds", 0, "invalid-value"),
    ("infrastructure.compute.instance_type", "n1-standard-1", "instance-type"),
    ("infrastructure.region", "us-east", "region-invalid"),
    ("infrastructure.account_id", "12345", "account-invalid"),
    ("infrastructure.storage.bucket", "Acme_Lake", "bucket-invalid"),
    ("infrastructure.storage.kms_key_id", "nokey", "kms-key-invalid"),
    ("infrastructure.runtime.type", "cloud_run", "runtime-provider"),
    ("infrastructure.runtime.service_account", "etl@acme.iam.gserviceaccount.com", "identifier-invalid"),
    ("infrastructure.networking.vpc_id", "projects/x/global/networks/y", "identifier-invalid"),
    ("schedule.cron", "61 2 * * *", "schedule-cron"),
    ("schedule.timezone", "Europe/Berlyn", "schedule-timezone"),
    (f"{VARIABLES}.retention_days", "ninety", "variable-type"),
    (f"{VARIABLES}.enable_monitoring", "often", "variable-type"),
    (f"{VARIABLES}.schedule", {"timezone": "UTC"}, "variable-type"),
    (f"{VARIABLES}.retention_day", 90, "variable-unknown"),
]
"""Where, what, and the code of the problem."""

NIGHTLY = {"cron": "0 2 * * *"}
ONLY_TERRAFORM: Mapping[str, tuple[str, object, str]] = {
    "prefix": ("infrastructure.storage.prefix", "raw/*", "Write storage_prefix without *, ? and $"),
    "bucket": (f"{VARIABLES}.storage_bucket", "Acme_Lake", "Write storage_bucket as a bucket's name"),
    "region": (f"{VARIABLES}.region", "us-east", "Write region as AWS names it, as in us-east-1"),
    "no_days": (f"{VARIABLES}.retention_days", 0, "Write retention_days as a whole number of days, 1 or more"),
    "half_days": (f"{VARIABLES}.retention_days", 30.5, "Write retention_days as a whole number of days, 1 or more"),
    "image": (f"{VARIABLES}.container_image", "dativo 1", "Write container_image without blanks"),
    "command": (f"{VARIABLES}.command", ["dativo", "run"], "Write in command only what follows the entry point"),
    "chip": (f"{VARIABLES}.container", {"architecture": "arm"}, "Write container.architecture as X86_64 or ARM64"),
    "disk": (f"{VARIABLES}.container", {"storage_gib": 10}, "Write container.storage_gib as 21 to 200"),
    "percent": (f"{VARIABLES}.alerts", {"memory_percent": 900}, "Write alerts.memory_percent as more than 0"),
    "topic": (f"{VARIABLES}.alerts", {"topic_arn": "data-alerts"}, "Write alerts.topic_arn as an ARN"),
    "role": (f"{VARIABLES}.execution_role_arn", "etl", "Write execution_role_arn as a role's ARN"),
    "egress": (f"{VARIABLES}.egress", {"db": {"port": 5432}}, "Write exactly one of cidr_ipv4"),
    "issuer": (f"{VARIABLES}.kubernetes", {"oidc_provider_arn": "x"}, "Write kubernetes.oidc_provider_arn as an ARN"),
    "catalog": (f"{VARIABLES}.catalog", {"databases": ["a*"]}, "Write each of catalog.databases as a database's name"),
}
"""What a module of another author may take: `render` knows the types of these variables, not what is in them."""
ONLY_WITH_OTHERS: Mapping[str, tuple[str, object, str]] = {
    "cpu": (f"{VARIABLES}.compute_cpu", "300", "Write one of 1024, 16384, 2048, 256, 4096, 512, 8192"),
    "memory": (f"{VARIABLES}.compute_memory", "4Gi", "Write MiB, one of 2048, 3072"),
    "minute": (f"{VARIABLES}.schedule", {"cron": "61 2 * * *"}, "Write in schedule.cron minutes as 0 to 59"),
    "word": (f"{VARIABLES}.schedule", {"cron": "hourly"}, "Write schedule.cron in five fields"),
    "both_days": (f"{VARIABLES}.schedule", {"cron": "0 2 1 * 1"}, "a day of the month or a day of the week, not both"),
}
"""The same, judged by Terraform together with other variables and so only when those are right."""


def _with(path: str, value: object) -> dict[str, Any]:
    job = deepcopy(dict(JOB))
    *folders, name = path.split(".")
    place: Any = job
    for each in folders:
        place = place.setdefault(each, {"cron": "0 2 * * *"})
    place[name] = value
    return job


def _rendered(place: Path, jobs: Mapping[str, Mapping[str, Any]]) -> tuple[int, str]:
    (place / "jobs" / "acme").mkdir(parents=True)
    (place / "dativo-gen.yaml").write_text("targets: [terraform, jobs]\nimage: registry.example/dativo:1\n", "utf-8")
    for name, job in jobs.items():
        (place / "jobs" / "acme" / f"{name}.yaml").write_text(yaml.safe_dump(job, sort_keys=False), "utf-8")
    result = CliRunner().invoke(app, ["render", str(place / "jobs"), "--quiet"])
    return result.exit_code, result.output


@pytest.mark.parametrize(("path", "value", "code"), BEFORE_TERRAFORM, ids=lambda each: str(each).split(".")[-1])
def test_render_refuses_a_wrong_value_where_it_stands(path: str, value: object, code: str, tmp_path: Path) -> None:
    status, output = _rendered(tmp_path, {"orders": _with(path, value)})
    assert status == 1, output
    lines = (tmp_path / "jobs" / "acme" / "orders.yaml").read_text("utf-8").splitlines()
    key = next(iter(value)) if isinstance(value, dict) else path.rsplit(".", maxsplit=1)[-1]
    near = [number for number, line in enumerate(lines, 1) if f"{key}:" in line]
    assert any(
        f"orders.yaml:{number}:" in line and f" {code}: " in line for number in near for line in output.split("\n")
    )
    assert "hint: " in output
    assert not (tmp_path / "generated" / "terraform").exists()


@pytest.mark.engine("terraform", "aws-newest")
@pytest.mark.parametrize("wrong", [ONLY_TERRAFORM, ONLY_WITH_OTHERS], ids=["alone", "with others"])
def test_what_only_terraform_can_judge_is_answered_with_what_to_write(
    wrong: Mapping[str, tuple[str, object, str]], newest_terraform: Terraform, tmp_path: Path
) -> None:
    status, output = _rendered(tmp_path, {name: _with(path, value) for name, (path, value, _) in wrong.items()})
    assert status == 0, output
    stack = ready(newest_terraform, tmp_path / "generated" / "terraform" / "acme" / "prod" / "wrong")
    said = newest_terraform.plan(stack, "-input=false").said
    for name, (_, _, message) in wrong.items():
        assert message in said, name
    assert said.count("This was checked by the validation rule") == len(wrong)

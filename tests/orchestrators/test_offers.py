"""What runs a job is offered to its module: image, command, schedule; and a schedule is kept by one alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.planned import TAGS, Planned, job, planned

ECS = """\
region: us-east-1
runtime: {type: ecs, cluster_name: dativo}
networking: {vpc_id: vpc-1, subnet_ids: [subnet-1]}
"""
NIGHTLY = 'schedule: {name: nightly, cron: "@daily", timezone: Europe/Berlin}\n'
KEPT = {"cron": "0 0 * * *", "timezone": "Europe/Berlin", "enabled": True}
SETTINGS = "image: registry.example/dativo:1.4\n"
RUNNER = """\
runner:
  orchestrator:
    schedules:
      - {name: nightly, config: /app/jobs/orders.yaml, cron: "0 0 * * *"}
"""


def _planned(root: Path, body: str, settings: str = SETTINGS, more: Mapping[str, str] | None = None) -> Planned:
    return planned(root, {"dativo-gen.yaml": settings, "jobs/orders.yaml": body, **(more or {})})


def test_a_module_gets_the_image_of_the_settings_and_the_command_that_runs_the_resolved_job(tmp_path: Path) -> None:
    found = _planned(tmp_path, job(ECS)).arguments("orders")
    assert found["container_image"] == "registry.example/dativo:1.4"
    assert found["command"] == ["run", "--config", "/app/generated/jobs/prod/acme/orders.yaml"]


def test_the_path_of_the_command_is_the_containers(tmp_path: Path) -> None:
    settings = "output: deploy\npath_map: {/srv/etl: .}\n"
    found = _planned(tmp_path, job(ECS), settings).arguments("orders")
    assert found["command"] == ["run", "--config", "/srv/etl/deploy/jobs/prod/acme/orders.yaml"]
    assert "container_image" not in found


def test_what_a_job_says_itself_counts_and_null_leaves_out(tmp_path: Path) -> None:
    body = ECS + "terraform: {variables: {container_image: own/image:2, command: null}}\n"
    found = _planned(tmp_path, job(body)).arguments("orders")
    assert found["container_image"] == "own/image:2"
    assert "command" not in found


@pytest.mark.parametrize("runtime", ["dagster", "airflow"])
def test_where_dagster_or_airflow_starts_a_process_nothing_is_offered(runtime: str, tmp_path: Path) -> None:
    body = ECS.replace("type: ecs", f"type: {runtime}")
    found = _planned(tmp_path, NIGHTLY + job(body)).arguments("orders")
    assert not {"container_image", "command", "schedule"} & found.keys()


def test_the_jobs_own_schedule_is_kept_by_its_module_if_no_orchestrator_runs_it(tmp_path: Path) -> None:
    assert _planned(tmp_path, NIGHTLY + job(ECS)).arguments("orders")["schedule"] == KEPT


@pytest.mark.parametrize("settings", ["targets: [terraform, dagster, jobs]\n", "targets: [airflow]\n"])
def test_a_schedule_that_an_orchestrator_keeps_is_not_kept_twice(settings: str, tmp_path: Path) -> None:
    found = _planned(tmp_path, NIGHTLY + job(ECS), SETTINGS + settings)
    assert "schedule" not in found.arguments("orders")
    assert found.arguments("orders")["container_image"] == "registry.example/dativo:1.4"
    assert not found.of("schedule-unkept")


def test_a_block_for_dagster_means_that_dagster_keeps_the_schedule(tmp_path: Path) -> None:
    found = _planned(tmp_path, NIGHTLY + job(ECS + "dagster: {code_location: etl}\n"))
    assert "schedule" not in found.arguments("orders")


def test_the_runners_schedules_stay_the_runners(tmp_path: Path) -> None:
    found = _planned(tmp_path, job(ECS), more={"runner.yaml": RUNNER})
    assert found.job("orders").job.schedules
    assert "schedule" not in found.arguments("orders")
    assert not found.of("schedule-unkept")


def test_a_schedule_of_a_jobs_own_for_the_module_goes_first(tmp_path: Path) -> None:
    body = ECS + 'terraform: {variables: {schedule: {cron: "rate(6 hours)"}}}\n'
    found = _planned(tmp_path, NIGHTLY + job(body))
    assert found.arguments("orders")["schedule"] == {"cron": "rate(6 hours)"}


@pytest.mark.parametrize(
    "declared", ["type = string\n  default = null", "type = list(number)\n  default = []", "default = null"]
)
def test_a_module_of_ones_own_gets_only_what_its_variables_are_about(declared: str, tmp_path: Path) -> None:
    module = TAGS + "".join(f'variable "{name}" {{\n  {declared}\n}}\n' for name in ("command", "schedule"))
    body = ECS + "terraform: {module_source: ./modules/m}\n"
    found = _planned(tmp_path, NIGHTLY + job(body), more={"modules/m/main.tf": module})
    assert found.arguments("orders").keys() == {"tags"}


def test_a_module_of_ones_own_that_is_made_for_it_gets_all(tmp_path: Path) -> None:
    module = TAGS + (
        'variable "container_image" {\n  type = string\n}\n'
        'variable "on_partial" {\n  type = string\n}\n'
        'variable "schedule" {\n  type = object({ cron = string, timezone = string, enabled = optional(bool) })\n}\n'
    )
    body = ECS + "terraform: {module_source: ./modules/m}\n"
    found = _planned(tmp_path, NIGHTLY + job(body), SETTINGS + "on_partial: fail\n", {"modules/m/main.tf": module})
    assert found.arguments("orders").keys() == {"container_image", "on_partial", "schedule", "tags"}


def test_a_stack_that_has_a_value_of_the_settings_is_made_from_them_too(tmp_path: Path) -> None:
    inputs = _planned(tmp_path, job(ECS)).folder("acme/prod/orders").inputs
    assert inputs.keys() == {"dativo-gen.yaml", "jobs/orders.yaml"}

"""Dagster's own clients for Kubernetes and ECS, against APIs on this machine that a pod or task really goes through."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dativo_gen.orchestrators.dagster import Dagster
from tests.orchestrators.runs_for_tests import ON_ECS, ON_KUBERNETES, lay_out, run

from .clouds_on_localhost import Cloud, ecs_api, kubernetes_api, serving

pytestmark = pytest.mark.engine("dagster")


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The module that runs Dagster in this process; imported only now, when there is one."""
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path))
    from tests.engines import dagster_bench  # noqa: PLC0415 - not on every machine, or slow

    return dagster_bench


@pytest.fixture
def executed(bench: Any, tmp_path: Path) -> Callable[..., Any]:
    """Generate the one job `acme/prod/orders`, changed as given, and run it. Explicit code holds the same runtime."""

    def execute(**changes: Any) -> Any:
        job = run("orders", timings=(), **changes)
        place = lay_out(tmp_path, Dagster(), [job]) / "dagster" / "prod" / "acme"
        return bench.run(bench.load(place), "acme__orders_job")

    return execute


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """A Kubernetes API that the user's kubeconfig names, and a `dativo` in its pods that ends as DATIVO_ENDS says."""
    program = tmp_path / "bin" / "dativo"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\necho "loading $TENANT_ID: $*"\nexit "$DATIVO_ENDS"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("KUBERNETES_SERVICE_HOST", raising=False)
    cloud = Cloud()
    with serving(cloud, kubernetes_api) as address:
        place = tmp_path / ".kube" / "config"
        place.parent.mkdir()
        named = {"name": "here", "cluster": {"server": address}, "context": {"cluster": "here", "user": "me"}}
        config = {"current-context": "here", "clusters": [named], "contexts": [named]}
        place.write_text(json.dumps({**config, "users": [{"name": "me", "user": {"token": "t"}}]}))
        yield cloud


@pytest.mark.parametrize(("ends", "checks"), [("0", [True]), ("1", [False]), ("2", None)])
def test_a_pod_tells_how_its_job_ended(
    executed: Callable[..., Any], cluster: Cloud, monkeypatch: pytest.MonkeyPatch, ends: str, checks: list[bool] | None
) -> None:
    monkeypatch.setenv("DATIVO_ENDS", ends)
    result = executed(where=ON_KUBERNETES)
    assert passed_checks(result) == checks
    (pod,) = cluster.pods.values()
    assert "loading acme: run --config /app/generated/jobs/prod/acme/orders.yaml" in pod["log"]


def passed_checks(result: Any) -> list[bool] | None:
    """The checks of a run that succeeded, None of one that failed."""
    return [each.passed for each in result.get_asset_check_evaluations()] if result.success else None


def test_a_pod_is_asked_for_as_the_job_says(
    executed: Callable[..., Any], cluster: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kubernetes.client import ApiClient  # noqa: PLC0415 - not on every machine, or slow

    monkeypatch.setenv("DATIVO_ENDS", "0")
    executed(where=ON_KUBERNETES)
    (body,) = cluster.of("POST /api/v1/namespaces/etl-jobs/pods")
    answer = type("Answer", (), {"data": json.dumps(body)})
    pod = ApiClient().deserialize(answer, "V1Pod")
    (container,) = pod.spec.containers
    assert container.image == "registry.example/dativo:1.4"
    assert container.resources.limits == {"cpu": "2", "memory": "4Gi"}
    assert pod.spec.service_account_name == "etl-runner"
    assert pod.spec.active_deadline_seconds == 3600
    assert pod.spec.restart_policy == "Never"
    assert pod.metadata.labels["dativo.io/CostCenter"] == "FIN-001"
    assert any(key.startswith("DELETE ") for key, _ in cluster.asked)


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cloud]:
    """An ECS API, and no region or credentials but those of a test."""
    for name in ("AWS_DEFAULT_REGION", "AWS_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    cloud = Cloud()
    with serving(cloud, ecs_api) as address:
        monkeypatch.setenv("AWS_ENDPOINT_URL_ECS", address)
        yield cloud


@pytest.mark.parametrize(
    ("ends", "checks"),
    [pytest.param(0, [True], marks=pytest.mark.long), (1, [False]), pytest.param(2, None, marks=pytest.mark.long)],
)
def test_a_task_tells_how_its_job_ended(
    executed: Callable[..., Any], aws: Cloud, ends: int, checks: list[bool] | None
) -> None:
    aws.exit_code = ends
    assert passed_checks(executed(where=ON_ECS)) == checks


@pytest.mark.long
def test_a_partial_task_fails_without_another_try_where_the_job_says_so(
    bench: Any, executed: Callable[..., Any], aws: Cloud
) -> None:
    aws.exit_code = 1
    result = executed(where=ON_ECS, command={"on_partial": "fail"}, needs={"max_retries": 2})
    assert "Dativo loaded only a part" in bench.said(result)
    assert len(aws.of("RunTask")) == 1


def test_a_task_is_asked_for_as_the_job_says(executed: Callable[..., Any], aws: Cloud) -> None:
    executed(where=ON_ECS)
    (asked,) = aws.of("RunTask")
    assert asked["cluster"] == "dativo-prod"
    assert asked["taskDefinition"] == "acme-prod-orders"
    assert asked["launchType"] == "FARGATE"
    assert (asked["overrides"]["cpu"], asked["overrides"]["memory"]) == ("2048", "4096")
    (container,) = asked["overrides"]["containerOverrides"]
    assert container["command"] == ["run", "--config", "/app/generated/jobs/prod/acme/orders.yaml"]
    assert {"name": "TENANT_ID", "value": "acme"} in container["environment"]
    network = asked["networkConfiguration"]["awsvpcConfiguration"]
    assert network == {"subnets": ["subnet-0", "subnet-1"], "securityGroups": ["sg-0"], "assignPublicIp": "DISABLED"}
    assert {"key": "CostCenter", "value": "FIN 001"} in asked["tags"]


def test_a_task_that_takes_too_long_is_stopped(bench: Any, executed: Callable[..., Any], aws: Cloud) -> None:
    aws.exit_code = None
    result = executed(where=ON_ECS, needs={"max_runtime_seconds": 1})
    assert "ended after 1 seconds, its max_runtime" in bench.said(result)
    (stopped,) = aws.of("StopTask")
    assert stopped["task"].endswith("task/dativo-prod/0123456789abcdef")


def test_what_the_run_worker_is_told_is_a_configuration_that_its_launcher_takes(bench: Any) -> None:
    del bench
    from dagster_k8s.job import get_user_defined_k8s_config  # noqa: PLC0415 - not on every machine, or slow

    from dativo_gen.orchestrators.dagster_record import record_of  # noqa: PLC0415 - not on every machine, or slow

    record: Any = record_of(run("orders", needs={"cpu_millicores": 500, "memory_bytes": 3 * 1024**3}))
    config = get_user_defined_k8s_config(record["op_tags"])
    sizes = {"cpu": "500m", "memory": "3Gi"}
    assert config.container_config["resources"] == {"requests": sizes, "limits": sizes}
    assert (record["op_tags"]["ecs/cpu"], record["op_tags"]["ecs/memory"]) == ("512", "3072")

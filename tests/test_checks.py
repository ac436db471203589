"""What the cloud or the runtime of a job would refuse."""

from __future__ import annotations

import pytest

from dativo_gen.checks import judge, read_compute
from dativo_gen.clouds import CLOUDS
from dativo_gen.node import Node
from dativo_gen.source import read_yaml


def _block(text: str) -> Node:
    return read_yaml("a.yaml", text.encode(), "job")


@pytest.mark.parametrize(
    ("provider", "text", "wrong"),
    [
        ("aws", "region: us-east-1\ncompute: {cpu: '2', memory: 4Gi}\nruntime: {type: ecs}", []),
        ("aws", "region: us-central1", ["1:9 region-invalid"]),
        ("aws", "runtime: {type: cloud_run}", ["1:17 runtime-provider"]),
        ("gcp", "runtime: {type: ecs}", ["1:17 runtime-provider"]),
        ("aws", "account_id: '12'", ["1:13 account-invalid"]),
        ("gcp", "project_id: X", ["1:13 project-invalid"]),
        ("aws", "storage: {bucket: Upper}", ["1:19 bucket-invalid"]),
        ("aws", "compute: {cpu: many, memory: 4Q}", ["1:16 unit-invalid", "1:30 unit-invalid"]),
        ("aws", "compute: {instance_type: n1-standard-1}", ["1:26 instance-type"]),
        ("aws", "resources: [{resource_type: gcs_bucket, resource_id: b}]", ["1:29 resource-provider"]),
        ("aws", "resources: [{resource_type: s3_buckt, resource_id: b}]", ["1:29 resource-type"]),
        ("aws", "networking: {vpc_id: projects/p-1/global/networks/n}", ["1:22 identifier-invalid"]),
        ("aws", "networking: {subnet_ids: []}\nresources: []", []),
    ],
)
def test_what_would_be_refused_is_told_at_its_place(provider: str, text: str, wrong: list[str]) -> None:
    found = judge(CLOUDS[provider], _block(text))
    assert [f"{problem.span.line}:{problem.span.column} {problem.code}" for problem in found] == wrong


@pytest.mark.parametrize(
    ("text", "compute"),
    [
        ("compute: {cpu: 500m, memory: 2Gi, max_runtime_seconds: 60}", (500, 2 * 1024**3, 60)),
        ("compute: {cpu: many}", (None, None, None)),
        ("storage: {}", (None, None, None)),
    ],
)
def test_what_a_job_asks_for_is_understood(text: str, compute: tuple[int | None, int | None, int | None]) -> None:
    found = read_compute(_block(text))
    assert (found.cpu_millicores, found.memory_bytes, found.max_runtime_seconds) == compute

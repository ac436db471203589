"""What each runtime allows, and the size that a hint offers instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dativo_gen.compute import Compute, Requirements, Size, check_compute, check_requirements, limits
from dativo_gen.units import MIB, parse_cpu, parse_memory, spelled_cpu, spelled_memory

GIB = 1024 * MIB
RUNTIMES = [None, "dagster", "airflow", "kubernetes", "ecs", "cloud_run", "container_apps"]
LEGAL = [(runtime, size) for runtime, rules in limits().items() for size in rules.sizes]


@given(st.data())
def test_every_legal_size_is_accepted_and_read_back(data: st.DataObject) -> None:
    runtime, size = data.draw(st.sampled_from(LEGAL))
    memory = size.least + size.step * data.draw(st.integers(0, (size.most - size.least) // size.step))
    assert list(check_compute(runtime, Compute(size.cpu, memory))) == []
    assert parse_cpu(spelled_cpu(runtime, size.cpu)) == size.cpu
    assert parse_memory(spelled_memory(runtime, memory)) == memory


@given(st.sampled_from(RUNTIMES), st.integers(1, 20_000), st.integers(6 * MIB, 130 * GIB))
def test_the_least_size_of_a_hint_is_accepted(runtime: str | None, millicores: int, memory: int) -> None:
    for misfit in check_compute(runtime, Compute(millicores, memory)):
        cpu, size = (part.strip('"`').split('"')[1] for part in misfit.hint.split(" with "))
        offered = Compute(parse_cpu(cpu), parse_memory(size))
        assert list(check_compute(runtime, offered)) == []
        if misfit.hint.startswith("the smallest"):
            assert (offered.cpu_millicores or 0) >= millicores
            assert (offered.memory_bytes or 0) >= memory


@pytest.mark.parametrize(
    ("runtime", "compute", "field", "message", "hint"),
    [
        (
            "ecs",
            Compute(2000, 3 * GIB),
            "memory",
            "Fargate does not take memory 3072 with cpu 2048",
            'the smallest that holds it is `cpu: "2048"` with `memory: "4096"`',
        ),
        (
            "ecs",
            Compute(3000, 3 * GIB),
            "cpu",
            "Fargate has no size with cpu 3072",
            'the smallest that holds it is `cpu: "4096"` with `memory: "8192"`',
        ),
        (
            "ecs",
            Compute(300, None),
            "cpu",
            "Fargate has no size with cpu 300m",
            'the smallest that holds it is `cpu: "512"` with `memory: "1024"`',
        ),
        (
            "ecs",
            Compute(1000, 4 * 10**9),
            "memory",
            "Fargate does not take memory 4G",
            'the smallest that holds it is `cpu: "1024"` with `memory: "4096"`',
        ),
        (
            "ecs",
            Compute(250, 1536 * MIB),
            "memory",
            "Fargate does not take memory 1536",
            'the smallest that holds it is `cpu: "256"` with `memory: "2048"`',
        ),
        (
            "ecs",
            Compute(8000, 17 * GIB),
            "memory",
            "Fargate does not take memory 17408",
            'the smallest that holds it is `cpu: "8192"` with `memory: "20480"`',
        ),
        (
            "ecs",
            Compute(None, 121 * GIB),
            "memory",
            "Fargate does not take memory 123904",
            'the largest is `cpu: "16384"` with `memory: "122880"`',
        ),
        (
            "cloud_run",
            Compute(500, GIB),
            "cpu",
            "Cloud Run has no size with cpu 500m",
            'the smallest that holds it is `cpu: "1"` with `memory: "1Gi"`',
        ),
        (
            "cloud_run",
            Compute(1000, 8 * GIB),
            "memory",
            "Cloud Run does not take memory 8Gi with cpu 1",
            'the smallest that holds it is `cpu: "2"` with `memory: "8Gi"`',
        ),
        (
            "cloud_run",
            Compute(8000, 2 * GIB),
            "memory",
            "Cloud Run does not take memory 2Gi with cpu 8",
            'the smallest that holds it is `cpu: "8"` with `memory: "4Gi"`',
        ),
        (
            "container_apps",
            Compute(500, 2 * GIB),
            "memory",
            "the Container Apps consumption plan does not take memory 2Gi with cpu 0.5",
            'the smallest that holds it is `cpu: "1"` with `memory: "2Gi"`',
        ),
        ("cloud_run", Compute(max_runtime_seconds=604801), "max_runtime_seconds", "604801", "write 604800"),
        (
            "kubernetes",
            Compute(max_runtime_seconds=2**31),
            "max_runtime_seconds",
            str(2**31),
            "write 2147483647",
        ),
        (None, Compute(max_runtime_seconds=0), "max_runtime_seconds", "0 leaves no time", "write how many"),
    ],
)
def test_a_size_that_a_runtime_refuses_is_named_with_the_least_that_holds_it(
    runtime: str | None, compute: Compute, field: str, message: str, hint: str
) -> None:
    (misfit,) = check_compute(runtime, compute)
    assert misfit.field == field
    assert message in misfit.message
    assert misfit.hint.startswith(hint)


@pytest.mark.parametrize(
    ("runtime", "compute"),
    [
        ("ecs", Compute(2000, 4 * GIB, 10**9)),
        ("ecs", Compute(250, 2 * GIB)),
        ("ecs", Compute(None, 512 * MIB)),
        ("ecs", Compute(16000, 120 * GIB)),
        ("cloud_run", Compute(2000, 4 * 10**9, 604800)),
        ("kubernetes", Compute(37, 7 * MIB, 2147483647)),
        ("dagster", Compute(96000, 400 * GIB)),
        (None, Compute(1, 6 * MIB)),
        ("ecs", Compute()),
    ],
)
def test_a_size_that_the_runtime_takes_is_no_problem(runtime: str | None, compute: Compute) -> None:
    assert list(check_compute(runtime, compute)) == []


def test_the_fargate_table_is_whole() -> None:
    sizes = limits()["ecs"].sizes
    memories = {
        size.cpu: {m for s in sizes if s.cpu == size.cpu for m in range(s.least, s.most + 1, s.step)} for size in sizes
    }
    assert {cpu: len(each) for cpu, each in memories.items()} == {
        250: 3,
        500: 4,
        1000: 7,
        2000: 13,
        4000: 23,
        8000: 12,
        16000: 12,
    }


def test_every_limit_says_where_it_is_written() -> None:
    assert all(rules.source.startswith("https://") and rules.what for rules in limits().values())


def test_a_size_with_steps_holds_only_its_steps() -> None:
    size = Size(8000, 16 * GIB, 60 * GIB, 4 * GIB)
    assert [m for m in (15, 16, 18, 20, 60, 64) if size.holds(m * GIB)] == [16, 20, 60]
    assert [size.up_to(m * GIB) for m in (1, 17, 61)] == [16 * GIB, 20 * GIB, None]


@pytest.mark.parametrize(
    ("runtime", "asked", "found"),
    [
        ("kubernetes", Requirements(2000, 4 * GIB, 4000, 8 * GIB), []),
        ("dagster", Requirements(limit_cpu=1000), []),
        ("dagster", Requirements(2000, 4 * GIB, 2000, 4 * GIB), []),
        ("dagster", Requirements(2000, 4 * GIB, 1000, 8 * GIB), ["limit_cpu"]),
        ("dagster", Requirements(2000, 4 * GIB, 1000, 2 * GIB), ["limit_cpu", "limit_memory"]),
        ("kubernetes", Requirements(100, 4 * 10**9, 200, 5 * 10**9), []),
        ("ecs", Requirements(100, 4 * 10**9, 250, 4 * GIB), ["request_cpu", "request_memory"]),
    ],
)
def test_a_limit_holds_its_request(runtime: str, asked: Requirements, found: list[str]) -> None:
    assert [misfit.field for misfit in check_requirements(runtime, asked)] == found


def test_a_limit_below_its_request_is_told_in_the_spelling_of_the_runtime() -> None:
    (misfit,) = check_requirements("ecs", Requirements(request_cpu=4000, limit_cpu=2000))
    assert misfit.message == "limit_cpu 2048 is less than request_cpu 4096"
    assert misfit.hint == 'write `limit_cpu: "4096"` or more'

"""How cpu and memory are read, and spelled for each runtime."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dativo_gen.units import MIB, UnitError, parse_cpu, parse_memory, spelled_cpu, spelled_memory

GIB = 1024 * MIB
RUNTIMES = [None, "dagster", "airflow", "kubernetes", "ecs", "cloud_run", "container_apps"]


@pytest.mark.parametrize(
    ("text", "millicores"),
    [
        ("2", 2000),
        ("16", 16000),
        ("1.5", 1500),
        ("0.25", 250),
        ("1.10", 1100),
        ("2.0", 2000),
        ("500m", 500),
        ("1000m", 1000),
        ("32000m", 32000),
        ("128", 125),
        ("256", 250),
        ("2048", 2000),
        ("16384", 16000),
    ],
)
def test_cpu_is_read_in_every_spelling_of_the_guide(text: str, millicores: int) -> None:
    assert parse_cpu(text) == millicores


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("4Gi", 4 * GIB),
        ("2048Mi", 2 * GIB),
        ("1.5Gi", 1536 * MIB),
        ("4096", 4 * GIB),
        ("512", 512 * MIB),
        ("4G", 4 * 10**9),
        ("512M", 512 * 10**6),
        ("1Ti", 1024 * GIB),
        ("65536Ki", 64 * MIB),
        ("500000k", 5 * 10**8),
    ],
)
def test_memory_is_read_in_every_spelling_of_the_guide(text: str, size: int) -> None:
    assert parse_memory(text) == size


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("17", "write 17000m for 17 vCPU, or 17m for thousandths of one"),
        ("127", "write 127000m for 127 vCPU, or 127m for thousandths of one"),
        ("196609", "write 196609000m for 196609 vCPU, or 196609m for thousandths of one"),
        ("300", "write 300m for millicores, or ECS units in steps of 128, as in 384"),
        ("2vcpu", "write 2"),
        ("2 vCPU", "write 2"),
        ("0.5 cores", "write 0.5"),
        ("2048 units", "write 2048"),
        ("500 m", "write 500m"),
        ("500M", "write 500m"),
        ("500mc", "write 500m"),
        ("2Gi", "write it as in 2, 1.5, 500m or, in ECS units, 2048"),
        ("0.0005", "write at most three decimals, or whole millicores as in 500m"),
        ("0.5m", "write at most three decimals, or whole millicores as in 500m"),
        ("0", "write it as in 2, 1.5 or 500m"),
        ("-2", "write it as in 2, 1.5, 500m or, in ECS units, 2048"),
        ("02", "write it as in 2, 1.5, 500m or, in ECS units, 2048"),
        ("1e3", "write it as in 2, 1.5, 500m or, in ECS units, 2048"),
        ("1,5", "write it as in 2, 1.5, 500m or, in ECS units, 2048"),
        ("two", "write it as in 2, 1.5, 500m or, in ECS units, 2048"),
        ("", "write it as in 2, 1.5, 500m or, in ECS units, 2048"),
        ("٢", "write it as in 2, 1.5, 500m or, in ECS units, 2048"),
        ("99999999m", "write it as in 2, 1.5 or 500m"),
    ],
)
def test_a_cpu_that_says_too_little_gets_a_hint(text: str, hint: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse_cpu(text)
    assert caught.value.hint == hint
    assert text in caught.value.message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("4", "write 4Gi or 4Mi"),
        ("127", "write 127Gi or 127Mi"),
        ("0", "write it as in 4Gi or 512Mi"),
        ("1.5", "write 1.5Gi or 1.5G"),
        ("4294967296", "write 4Gi if these are bytes, else give the unit, as in 4294967296Ki"),
        ("4GB", "write 4Gi, or 4G, which is a little less"),
        ("4 GB", "write 4Gi, or 4G, which is a little less"),
        ("4gb", "write 4Gi, or 4G, which is a little less"),
        ("4g", "write 4Gi, or 4G, which is a little less"),
        ("4GiB", "write 4Gi"),
        ("4gi", "write 4Gi"),
        ("4096MB", "write 4096Mi, or 4096M, which is a little less"),
        ("4096K", "write 4096Ki, or 4096k, which is a little less"),
        ("4 Gi", "write 4Gi"),
        ("512m", "write 512Mi; m stands for thousandths"),
        ("4X", "write it as in 4Gi, 512Mi, 4G or, in MiB, 4096"),
        ("1Ki", "write it as in 4Gi or 512Mi"),
        ("4096Ti", "write it as in 4Gi or 512Mi"),
        ("10.00001k", "write it as in 1536Mi"),
        ("4096,0", "write it as in 4Gi, 512Mi, 4G or, in MiB, 4096"),
        (" ", "write it as in 4Gi, 512Mi, 4G or, in MiB, 4096"),
        ("-4Gi", "write it as in 4Gi, 512Mi, 4G or, in MiB, 4096"),
    ],
)
def test_a_memory_that_says_too_little_gets_a_hint(text: str, hint: str) -> None:
    with pytest.raises(UnitError) as caught:
        parse_memory(text)
    assert caught.value.hint == hint


@given(st.text(max_size=12) | st.from_regex(r"\A[0-9]{1,30}(\.[0-9]{1,12})?[kKmMgGtT]?i?\Z"))
def test_any_text_is_read_or_refused_with_a_hint(text: str) -> None:
    for parse in (parse_cpu, parse_memory):
        try:
            assert parse(text) > 0
        except UnitError as error:
            assert error.message
            assert error.hint


@pytest.mark.parametrize(
    ("runtime", "millicores", "size", "spelled"),
    [
        ("ecs", 2000, 4 * GIB, ("2048", "4096")),
        ("ecs", 250, 512 * MIB, ("256", "512")),
        ("kubernetes", 2000, 4 * GIB, ("2", "4Gi")),
        ("kubernetes", 500, 512 * MIB, ("500m", "512Mi")),
        ("dagster", 1500, 4 * 10**9, ("1500m", "4G")),
        ("airflow", 32000, 1536 * MIB, ("32000m", "1536Mi")),
        ("cloud_run", 2000, 4 * GIB, ("2", "4Gi")),
        ("container_apps", 500, GIB, ("0.5", "1Gi")),
        ("container_apps", 250, 512 * MIB, ("0.25", "0.5Gi")),
        ("container_apps", 4000, 8 * GIB, ("4", "8Gi")),
        (None, 2000, 4 * GIB, ("2", "4Gi")),
    ],
)
def test_each_runtime_gets_its_own_spelling(
    runtime: str | None, millicores: int, size: int, spelled: tuple[str, str]
) -> None:
    assert (spelled_cpu(runtime, millicores), spelled_memory(runtime, size)) == spelled


@given(
    st.sampled_from([r for r in RUNTIMES if r not in ("ecs", "container_apps")]),
    st.integers(1, 4_096_000),
    st.integers(6 * MIB, 64 * 1024 * GIB),
)
def test_what_is_spelled_is_read_as_the_same_number(runtime: str | None, millicores: int, size: int) -> None:
    assert parse_cpu(spelled_cpu(runtime, millicores)) == millicores
    assert parse_memory(spelled_memory(runtime, size)) == size

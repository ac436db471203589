"""What is written for Dagster and what is refused, without Dagster."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from dativo_gen.compute import Requirements
from dativo_gen.orchestrators.dagster import Dagster
from dativo_gen.orchestrators.dagster_record import bare, cron_of, kinds_of, record_of
from dativo_gen.orchestrators.run import Run
from dativo_gen.orchestrators.runtimes import fargate

from .runs_for_tests import FLEET, GIB, ON_CLOUD_RUN, ON_ECS, ON_KUBERNETES, files_of, node, run, timing


def said(*runs: Run) -> list[tuple[str, str, str]]:
    """Code, file and message of each problem."""
    return [(problem.code, file, problem.message) for file, problem in Dagster().problems(runs)]


def jobs_of(runs: Sequence[Run], location: str) -> list[Any]:
    text = files_of(Dagster(), runs)[f"dagster/{location}/jobs.json"]
    found: list[Any] = json.loads(text)["jobs"]
    return found


def test_each_environment_has_a_folder_of_its_own_and_in_it_each_code_location() -> None:
    assert sorted(files_of(Dagster())) == [
        *(f"dagster/dev/{name}" for name in ("dagster.yaml", "globex/definitions.py", "globex/jobs.json")),
        "dagster/dev/workspace.yaml",
        *(f"dagster/prod/{name}" for name in ("acme/definitions.py", "acme/jobs.json", "dagster.yaml")),
        *(f"dagster/prod/globex/{name}" for name in ("definitions.py", "jobs.json")),
        *(f"dagster/prod/shared-etl/{name}" for name in ("definitions.py", "jobs.json")),
        "dagster/prod/workspace.yaml",
    ]


def test_explicit_code_has_no_data_beside_it() -> None:
    assert not [name for name in files_of(Dagster("explicit")) if name.endswith(".json")]


def test_jobs_of_several_tenants_may_share_a_code_location() -> None:
    shared = [run(tenant=tenant, code_location=node("etl")) for tenant in ("globex", "acme")]
    assert [job["key"] for job in jobs_of(shared, "prod/etl")] == [["acme", "orders"], ["globex", "orders"]]


def test_the_order_in_which_jobs_are_found_changes_nothing() -> None:
    assert files_of(Dagster(), tuple(reversed(FLEET))) == files_of(Dagster())


@pytest.mark.parametrize(
    ("seconds", "cron"),
    [
        (60, "* * * * *"), (300, "*/5 * * * *"), (420, None), (3600, "0 * * * *"), (5400, None),
        (21600, "0 */6 * * *"), (18000, None), (86400, "0 0 * * *"), (172800, None), (604800, "0 0 * * 0"), (90, None),
    ],
)  # fmt: skip
def test_an_interval_becomes_cron_only_where_cron_keeps_it(seconds: int, cron: str | None) -> None:
    assert cron_of(timing(cron=None, interval_seconds=seconds)) == cron


def test_an_interval_is_kept_in_utc_since_a_change_of_clocks_is_none_of_its() -> None:
    (schedule,) = _schedules(timing(cron=None, interval_seconds=21600))
    assert schedule["timezone"] == "UTC"
    (schedule,) = _schedules(timing())
    assert schedule["timezone"] == "Europe/Berlin"


def _schedules(*timings: Any) -> Any:
    return bare(record_of(run(timings=timings)))["schedules"]


@pytest.mark.parametrize(
    ("cpu", "memory", "size"),
    [
        (2000, 4 * GIB, ("2048", "4096")),
        (500, 3 * GIB, ("512", "3072")),
        (300, GIB, ("512", "1024")),
        (None, 9 * GIB, ("2048", "9216")),
        (16000, 200 * GIB, None),
        (None, None, None),
    ],
)
def test_fargate_gets_the_least_size_that_holds_the_job(cpu: int | None, memory: int | None, size: Any) -> None:
    found = fargate(run(needs={"cpu_millicores": cpu, "memory_bytes": memory}))
    assert (found.get("cpu"), found.get("memory")) == (size or (None, None))


def test_what_dagster_asks_for_comes_before_the_size_of_the_machine_on_fargate_too() -> None:
    asked = run(needs={"cpu_millicores": 1000, "requirements": Requirements(request_cpu=4000)})
    assert fargate(asked)["cpu"] == "4096"


@pytest.mark.parametrize("where", [ON_KUBERNETES, ON_ECS, ON_CLOUD_RUN])
def test_the_run_worker_reserves_nothing_for_what_runs_elsewhere(where: Any) -> None:
    assert record_of(run(where=where))["op_tags"] == {}


def test_a_run_may_take_as_long_as_all_its_tries() -> None:
    needs = {"max_runtime_seconds": 100, "max_retries": 2, "retry_delay_seconds": 10}
    tags: Any = record_of(run(needs=needs))["run_tags"]
    assert tags["dagster/max_runtime"] == str(3 * 100 + 2 * 10 + 300)
    without: Any = record_of(run(needs={"max_runtime_seconds": None}))["run_tags"]
    assert "dagster/max_runtime" not in without


@pytest.mark.parametrize(
    ("owner", "owners", "warned"),
    [
        ("data@acme.com", ["data@acme.com"], False),
        ("Data Team", ["team:Data Team"], True),
        ("team:Data Team", ["team:Data Team"], False),
        ("data@acme", ["team:data@acme"], True),
        ("x@acme.technology", ["team:x@acme.technology"], False),
    ],
)
def test_an_owner_is_a_person_or_a_team(owner: str, owners: list[str], warned: bool) -> None:
    job = run(owner=node(owner, 7))
    assert bare(record_of(job))["owners"] == owners
    assert [code for code, *_ in said(job)] == (["owner-email"] if warned else [])


def test_a_job_without_an_owner_has_none() -> None:
    assert record_of(run(owner=None))["owners"] == []


def test_kinds_are_at_most_three_and_of_what_dagster_takes() -> None:
    assert kinds_of(run(kinds=("Postgres", "post gres", "a/b", "iceberg"))) == ["postgres", "post_gres", "a_b"]


def test_a_repository_becomes_the_group() -> None:
    groups = [bare(record_of(each))["group"] for each in (run(repository=node("etl-jobs")), run())]
    assert groups == ["etl_jobs", "acme"]


def test_each_table_of_a_job_with_several_is_an_asset_below_the_jobs_own() -> None:
    several = record_of(run(objects=(node("customers"), node("sales.orders"), node("Bücher 😀"))))
    keys = [each["key"] for each in bare(several)["objects"]]
    assert keys == [["acme", "orders", name] for name in ("customers", "sales.orders", "B_cher__")]
    assert record_of(run(objects=(node("customers"),)))["objects"] == []


def test_two_tables_of_a_job_that_become_one_name_are_told() -> None:
    ((code, _, message),) = said(run(objects=(node("a.b"), node("a-b"))))
    assert code == "orchestrator-name"
    assert message == "the objects `a.b` and `a-b` of acme/prod/orders are both called `a_b` in Dagster"


def test_two_jobs_that_become_one_name_are_told_of_each_other_once() -> None:
    found = said(run("orders-eu", timings=()), run("orders_eu", timings=()))
    assert [(code, file) for code, file, _ in found] == [
        ("orchestrator-name", "job_configs/acme/orders_eu.yaml"),
        ("orchestrator-name", "job_configs/acme/orders-eu.yaml"),
    ]
    assert "both called `acme__orders_eu` in Dagster" in found[0][2]


def test_the_name_of_a_job_may_meet_the_asset_of_another() -> None:
    found = said(run("orders", timings=()), run("orders_job", timings=()))
    assert "the job of acme/prod/orders (at job_configs/acme/orders.yaml:2:1)" in found[0][2]


def test_schedules_of_two_jobs_may_not_meet() -> None:
    found = said(run("a", timings=(timing("b__c"),)), run("a__b", timings=(timing("c"),)))
    assert {message.split(" in Dagster")[0].rpartition("called ")[2] for *_, message in found} == {"`acme__a__b__c`"}


def test_alike_names_in_other_environments_or_code_locations_do_not_meet() -> None:
    elsewhere = run("orders_eu", code_location=node("other"), timings=())
    assert said(run("orders-eu", timings=()), run("orders_eu", environment="dev", timings=()), elsewhere) == []


@pytest.mark.parametrize("name", ["a/b", "..", "con", "con.x", "dagster.yaml", "x.", "é", "a b", "x" * 64])
def test_a_code_location_must_be_a_folder_that_any_disk_takes(name: str) -> None:
    ((code, _, message),) = said(run(code_location=node(name)))
    assert (code, message) == (
        "dagster-location",
        f"`infrastructure.dagster.code_location` is `{name}`, which can be no folder",
    )


def test_code_locations_that_differ_only_in_case_are_refused() -> None:
    ((code, _, message),) = said(run("a", code_location=node("ETL")), run("b", code_location=node("etl")))
    assert code == "dagster-location"
    assert "`etl` and `ETL` of acme/prod/a differ only in case" in message


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"where": ON_KUBERNETES, "command": {"image": None}}, ["image-missing"]),
        ({"where": {"runtime": "ecs"}}, ["dagster-incomplete", "dagster-incomplete"]),
        ({"where": {"runtime": "cloud_run"}}, ["dagster-incomplete"]),
        ({"where": {"runtime": "container_apps"}}, ["dagster-incomplete"]),
        ({"where": {"runtime": None}, "command": {"image": None}}, []),
    ],
)
def test_what_a_runtime_cannot_do_without_is_asked_for(changes: Any, codes: list[str]) -> None:
    assert [code for code, *_ in said(run(**changes))] == codes


@pytest.mark.parametrize("text", ['"', "'", "{{ x }}", "{% raw %}", "\\", "\n", "\u202e", "$(x)", '"""', "é😀"])
@pytest.mark.parametrize("style", ["jobs", "explicit"])
def test_what_a_job_says_comes_out_as_it_went_in(text: str, style: Any) -> None:
    job = run(metadata={"metadata": {text: text}}, timings=())
    files = files_of(Dagster(style), [job])
    if style == "jobs":
        (entry,) = json.loads(files["dagster/prod/acme/jobs.json"])["jobs"]
        metadata = entry["metadata"]
    else:
        metadata = _argument(files["dagster/prod/acme/definitions.py"], "metadata")
    assert metadata["dativo/metadata"] == {text: text}


def _argument(code: str, name: str) -> Any:
    """An argument of the first asset of explicit code."""
    import ast  # noqa: PLC0415 - not on every machine, or slow

    functions = (each for each in ast.parse(code).body if isinstance(each, ast.FunctionDef) and each.decorator_list)
    call = next(each.decorator_list[0] for each in functions if isinstance(each.decorator_list[0], ast.Call))
    return ast.literal_eval(next(each.value for each in call.keywords if each.arg == name))

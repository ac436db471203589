"""What is written for Airflow, without Airflow: names, schedules, times, operators, what is refused."""

from __future__ import annotations

import ast
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.sandbox import SandboxedEnvironment

from dativo_gen.orchestrators.airflow import Airflow
from dativo_gen.orchestrators.airflow_dag import dags_of, owner_of
from dativo_gen.orchestrators.airflow_task import task_of
from dativo_gen.orchestrators.jinja import inert, inert_text
from dativo_gen.orchestrators.run import Run
from dativo_gen.tags.outlets import Outlets
from tests.nasty import STRINGS
from tests.orchestrators.airflow_runs import (
    ON_CLOUD_RUN,
    ON_CONTAINER_APPS,
    ON_ECS,
    ON_KUBERNETES,
    files,
    node,
    one_of_each,
    run,
    tags,
    timing,
)

ALL = (*one_of_each(), run("cloud", where=ON_CLOUD_RUN), run("apps", where=ON_CONTAINER_APPS))


def call(text: str, name: str) -> dict[str, Any]:
    """The arguments of the first call of that name in a file, as data where they are data, else as code."""
    calls = (each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.Call))
    found = next(each for each in calls if isinstance(each.func, ast.Name) and each.func.id == name)
    return {str(each.arg): _value(each.value) for each in found.keywords}


def _value(tree: ast.expr) -> Any:
    try:
        return ast.literal_eval(tree)
    except ValueError:
        return ast.unparse(tree)


def only(one: Run, **options: Any) -> str:
    """The one DAG file of a run."""
    found = [text for path, text in files([one], Airflow(**options)).items() if path.endswith(".py")]
    assert len(found) == 1
    return found[0]


def codes(*runs: Run) -> list[str]:
    return sorted(problem.code for _, problem in Airflow().problems(runs))


def dag(one: Run) -> dict[str, Any]:
    return call(only(one), "DAG")


def test_each_environment_is_a_folder_and_each_job_a_file() -> None:
    runs = [run("orders"), run("orders", environment="dev"), run("items", tenant="globex")]
    assert sorted(files(runs)) == [
        "airflow/dev/dags/acme/orders.py",
        "airflow/dev/pools.json",
        "airflow/prod/dags/acme/orders.py",
        "airflow/prod/dags/globex/items.py",
        "airflow/prod/pools.json",
    ]


def test_the_tenant_layout_puts_all_jobs_of_a_tenant_into_one_file() -> None:
    found = files([run("orders"), run("items"), run("items", tenant="globex")], Airflow(layout="tenant"))
    assert sorted(found) == ["airflow/prod/dags/acme.py", "airflow/prod/dags/globex.py", "airflow/prod/pools.json"]
    assert found["airflow/prod/dags/acme.py"].count("with DAG(") == 2


def test_the_order_of_the_runs_changes_nothing() -> None:
    for airflow in (Airflow(layout="job"), Airflow(layout="tenant")):
        assert files(ALL, airflow) == files(reversed(ALL), airflow)


def test_pools_hold_what_the_setting_says() -> None:
    found = files([run(), run(tenant="globex")], Airflow(pool_slots=4))
    pools = json.loads(found["airflow/prod/pools.json"])
    assert {name: pool["slots"] for name, pool in pools.items()} == {"dativo_acme": 4, "dativo_globex": 4}
    assert call(found["airflow/prod/dags/acme/orders.py"], "BashOperator")["pool"] == "dativo_acme"


def test_no_formatter_and_no_linter_finds_anything(tmp_path: Path) -> None:
    for layout in ("job", "tenant"):
        for path, text in files(ALL, Airflow(layout=layout)).items():
            file = tmp_path / layout / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
    ruff = [sys.executable, "-m", "ruff"]
    for length in ("88", "120"):
        told = subprocess.run([*ruff, "format", "--isolated", "--diff", "--line-length", length, tmp_path], check=False)
        assert told.returncode == 0
    for rules in ([], ["--select", "E4,E7,E9,F,I,B,UP,W,PL,SIM"]):
        told = subprocess.run([*ruff, "check", "--isolated", *rules, tmp_path], check=False)
        assert told.returncode == 0


CRON, ANOTHER, DELTA = timing("b"), timing("c", "0 12 * * *"), timing("a", seconds=900)
TOKYO, OFF = timing("d", timezone="Asia/Tokyo"), timing("e", "0 5 * * *", enabled=False)


@pytest.mark.parametrize(
    ("timings", "expected"),
    [
        ((), {"dativo__acme__orders": None}),
        ((OFF,), {"dativo__acme__orders": None}),
        ((CRON,), {"dativo__acme__orders": "CronTriggerTimetable"}),
        ((DELTA,), {"dativo__acme__orders": "DeltaTriggerTimetable"}),
        ((CRON, ANOTHER, OFF), {"dativo__acme__orders": "MultipleCronTriggerTimetable"}),
        (
            (DELTA, CRON, ANOTHER, TOKYO),
            {
                "dativo__acme__orders": "MultipleCronTriggerTimetable",
                "dativo__acme__orders__a": "DeltaTriggerTimetable",
                "dativo__acme__orders__d": "CronTriggerTimetable",
            },
        ),
    ],
)
def test_schedules_become_as_few_dags_as_timetables_allow(timings: Any, expected: dict[str, str | None]) -> None:
    found = {each.id: each.schedule for each in dags_of(run(timings=timings))}
    assert {name: call.function if call else None for name, call in found.items()} == expected


def test_a_schedule_that_is_off_is_said_in_a_comment() -> None:
    text = only(run(timings=(OFF,)))
    assert "schedule=None," in text
    assert "# Not scheduled, since its `enabled` is false: e (0 5 * * * Europe/Berlin)\n" in text


def test_the_smallest_number_of_concurrent_runs_holds() -> None:
    timings = (timing("a", max_concurrent_runs=3), timing("b", max_concurrent_runs=2))
    assert dag(run(timings=timings))["max_active_runs"] == 2


def test_a_task_ends_after_the_job_and_a_run_after_all_its_retries() -> None:
    one = run(needs={"max_runtime_seconds": 100, "max_retries": 2, "retry_delay_seconds": 30})
    assert call(only(one), "BashOperator")["execution_timeout"] == "timedelta(seconds=700)"
    assert dag(one)["dagrun_timeout"] == f"timedelta(seconds={3 * 700 + 2 * 30 + 600})"


def test_a_job_without_a_limit_has_no_timeouts() -> None:
    one = run(needs={"max_runtime_seconds": None})
    assert "dagrun_timeout" not in dag(one)
    task = call(only(one), "BashOperator")
    assert "execution_timeout" not in task
    assert "timeout --kill-after" not in task["bash_command"]


@pytest.mark.parametrize(
    ("owner", "slug", "link"),
    [
        ("data-team@acme.com", "data-team", "mailto:data-team@acme.com"),
        ("Data Team", "Data-Team", None),
        ("o'neil+etl@acme.com", "o-neil-etl", None),
        ("数据", "acme", None),
        ("x" * 300, "x" * 100, None),
        (None, "acme", None),
    ],
)
def test_an_owner_is_a_short_name_with_a_link_to_write_to(owner: str | None, slug: str, link: str | None) -> None:
    one = run(owner=None if owner is None else node(owner))
    assert owner_of(one) == slug
    assert dag(one).get("owner_links") == (None if link is None else {slug: link})


def test_tags_are_a_list_of_key_and_value() -> None:
    assert dag(run(outlets=Outlets(tags(a="1", b="x y"))))["tags"] == ["a:1", "b:x y"]


@pytest.mark.parametrize(
    ("where", "operator", "arguments"),
    [
        ({"runtime": None}, "BashOperator", {"append_env": True, "skip_on_exit_code": None}),
        (ON_KUBERNETES, "KubernetesPodOperator", {"namespace": "etl-jobs", "active_deadline_seconds": 3600}),
        (ON_ECS, "EcsRunTaskOperator", {"launch_type": "FARGATE", "task_definition": "acme-prod-orders"}),
        (ON_CLOUD_RUN, "CloudRunExecuteJobOperator", {"project_id": "acme-data", "job_name": "acme-prod-orders"}),
        (ON_CONTAINER_APPS, "BashOperator", {"bash_command": "RUN_CONTAINER_APPS_JOB"}),
    ],
)
def test_each_runtime_has_its_operator(where: Any, operator: str, arguments: dict[str, Any]) -> None:
    found = call(only(run(where=where)), operator)
    assert {name: found[name] for name in arguments} == arguments


def test_kubernetes_gets_the_program_and_the_others_only_what_follows_the_entry_point() -> None:
    path = "/app/generated/jobs/prod/acme/orders.yaml"
    pod = call(only(run(where=ON_KUBERNETES, command={"on_partial": "fail"})), "KubernetesPodOperator")
    assert [*pod["cmds"], *pod["arguments"]] == ["dativo", "run", "--config", path]
    ecs = call(only(run(where=ON_ECS)), "EcsRunTaskOperator")
    assert ecs["overrides"]["containerOverrides"][0]["command"] == ["run", "--config", path]
    cloud = call(only(run(where=ON_CLOUD_RUN)), "CloudRunExecuteJobOperator")
    assert cloud["overrides"]["container_overrides"][0]["args"] == ["run", "--config", path]
    assert cloud["overrides"]["timeout"] == "3600s"


def test_a_job_names_what_terraform_made_under_another_name() -> None:
    found = call(only(run(where=ON_ECS, metadata={"metadata": {"ecs_task_definition": "etl:7"}})), "EcsRunTaskOperator")
    assert found["task_definition"] == "etl:7"


def test_kubernetes_expands_no_reference_in_a_value() -> None:
    pod = call(only(run(where=ON_KUBERNETES, command={"environment": {"A": "$(B) $$ $c"}})), "KubernetesPodOperator")
    assert pod["env_vars"] == {"A": "$$(B) $$$$ $$c"}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (run(), []),
        (run(where=ON_KUBERNETES, command={"image": None}), ["image-missing"]),
        (run(where=ON_KUBERNETES), []),
        (run(where={**ON_ECS, "cluster": None}), ["airflow-incomplete"]),
        (run(where={**ON_ECS, "subnets": ()}), ["airflow-incomplete"]),
        (run(where={**ON_CLOUD_RUN, "region": None}), ["airflow-incomplete"]),
        (run(where={**ON_CLOUD_RUN, "project_id": None}), ["airflow-incomplete"]),
        (run(where={**ON_CONTAINER_APPS, "resource_group": None}), ["airflow-incomplete"]),
        (run(timings=(timing("a"), timing("x" * 300, seconds=60))), ["airflow-limit"]),
        (run(needs={"max_runtime_seconds": 4_000_000_000}), ["airflow-limit"]),
        (run(timings=(timing(seconds=10**12),)), ["airflow-limit"]),
    ],
)
def test_what_airflow_could_not_run_is_refused(one: Run, expected: list[str]) -> None:
    assert codes(one) == expected


def test_two_jobs_that_become_one_dag_are_told_to_both() -> None:
    one, other = run("b__c", tenant="a"), run("c", tenant="a__b")
    found = list(Airflow().problems([one, other]))
    assert {file for file, _ in found} == {one.file, other.file}
    assert {problem.code for _, problem in found} == {"orchestrator-name"}
    assert all(str(key) in problem.message for _, problem in found for key in (one.key, other.key))


def test_a_schedules_dag_that_meets_a_job_is_refused() -> None:
    schedules = (timing("a"), timing("hourly", seconds=3600))
    assert codes(run("orders", timings=schedules), run("orders__hourly")) == ["orchestrator-name"] * 2


def test_one_dag_id_in_two_environments_is_no_clash() -> None:
    assert codes(run(), run(environment="dev")) == []


# What is escaped for Jinja comes out of it again; Airflow's own rendering is asked in tests/engines.

JINJA = SandboxedEnvironment(cache_size=0)
PIECES = st.sampled_from(["{", "}", "{{", "}}", "{%", "%}", "{#", "#}", "\r", "\n", '"', "\\", ".sh", ".bash", "a"])


@pytest.mark.parametrize("text", [*STRINGS, "{{{", "{{{%", "a.sh", "run.bash", "{{x}}.sh", "{{ 7*7 }}\n", "\r\n", "#"])
def test_a_text_comes_out_of_a_template_as_it_was(text: str) -> None:
    assert JINJA.from_string(inert_text(text)).render() == text
    assert not inert_text(text).endswith((".sh", ".bash"))


@given(st.lists(PIECES | st.text(max_size=3), max_size=8).map("".join))
@settings(max_examples=200)
def test_any_text_comes_out_of_a_template_as_it_was(text: str) -> None:
    assert JINJA.from_string(inert_text(text)).render() == text


def test_what_means_nothing_to_a_template_is_left_readable() -> None:
    plain = {"a": ["x {y} z", 1, None], "b": node("50% {")}
    assert inert(plain) == plain


# The shell lines, run for real with a stand-in for the program.


def shell(one: Run, folder: Path, program: str, name: str = "dativo") -> subprocess.Popen[str]:
    """The task's command with a program of that text on PATH."""
    file = folder / name
    file.write_text(f"#!/bin/bash\n{program}\n")
    file.chmod(0o755)
    arguments = call(only(one), "BashOperator")
    command = arguments["bash_command"]
    if command == "RUN_CONTAINER_APPS_JOB":
        assignments = (each for each in ast.parse(only(one)).body if isinstance(each, ast.Assign))
        command = ast.literal_eval(next(assignments).value)
    variables = {**os.environ, **arguments["env"], "PATH": f"{folder}:{os.environ['PATH']}", "DATIVO_POLL_SECONDS": "0"}
    return subprocess.Popen(
        ["bash", "-c", command],
        env=variables,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_hear_signals,  # noqa: PLW1509 - the test starts no threads
    )


def _hear_signals() -> None:
    """As Airflow's worker does: a library that an earlier test imported may have made this process deaf to them."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


@pytest.mark.parametrize("limit", [None, 60])
@pytest.mark.parametrize(("on_partial", "expected"), [("succeed", [0, 0, 2, 99]), ("fail", [0, 1, 2, 99])])
def test_exit_codes_are_heard(tmp_path: Path, limit: int | None, on_partial: str, expected: list[int]) -> None:
    one = run(needs={"max_runtime_seconds": limit}, command={"on_partial": on_partial})
    assert [shell(one, tmp_path, f"exit {code}").wait() for code in (0, 1, 2, 99)] == expected


def test_the_program_gets_the_path_and_its_variables(tmp_path: Path) -> None:
    one = run(command={"environment": {"A": "x y$(z)"}, "program": ("my etl", "a'b"), "arguments": ("--at", "x;y")})
    told, _ = shell(one, tmp_path, 'printf "%s|" "$@" "$A"', "my etl").communicate()
    assert told == "a'b|--at|x;y|x y$(z)|"


def gone(number: int) -> bool:
    """Whether a process has ended, also where nobody has asked yet how."""
    status = Path(f"/proc/{number}/status")
    try:
        return "State:\tZ" in status.read_text()
    except OSError:
        return True


def until_gone(file: Path) -> bool:
    """Whether the process whose number is in a file ends soon."""
    for _ in range(100):
        if file.exists() and file.read_text().strip() and gone(int(file.read_text())):
            return True
        time.sleep(0.05)
    return False


HANG = "sleep 100 & echo $! > {0}/child; echo $$ > {0}/parent; wait"


def test_a_hang_ends_with_all_its_processes(tmp_path: Path) -> None:
    started = shell(run(needs={"max_runtime_seconds": 1}), tmp_path, HANG.format(tmp_path))
    assert started.wait(timeout=30) == 124
    assert until_gone(tmp_path / "child")


@pytest.mark.parametrize("limit", [None, 60])
def test_what_airflow_ends_leaves_nothing_behind(tmp_path: Path, limit: int | None) -> None:
    """Airflow signals the group of the shell that it started."""
    started = shell(run(needs={"max_runtime_seconds": limit}), tmp_path, HANG.format(tmp_path))
    while not (tmp_path / "parent").exists():
        time.sleep(0.02)
    os.killpg(started.pid, signal.SIGTERM)
    assert started.wait(timeout=30) != 0
    assert until_gone(tmp_path / "child")
    assert until_gone(tmp_path / "parent")


AZ = """
echo "$@" >> {0}/said
case "$*" in
  *" start "*) echo run-1 ;;
  *"execution show"*) [ -e {0}/asked ] && echo {1} || {{ touch {0}/asked; echo Running; }} ;;
esac
"""


@pytest.mark.parametrize(("state", "expected"), [("Succeeded", 0), ("Failed", 2), ("Degraded", 2)])
def test_a_container_apps_job_is_started_and_waited_for_against_a_stand_in(
    tmp_path: Path, state: str, expected: int
) -> None:
    started = shell(run(where=ON_CONTAINER_APPS), tmp_path, AZ.format(tmp_path, state), "az")
    assert started.wait(timeout=30) == expected
    said = (tmp_path / "said").read_text().splitlines()
    assert len(said) == 3
    assert all("--name acme-prod-orders --resource-group rg-acme --output tsv" in line for line in said)
    assert "--job-execution-name run-1" in said[2]


def test_a_partial_load_succeeds_in_a_pod_only_where_the_settings_say_so(tmp_path: Path) -> None:
    (tmp_path / "dativo").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "dativo").chmod(0o755)
    for on_partial, expected in (("succeed", 0), ("fail", 1)):
        found = task_of(run(where=ON_KUBERNETES, command={"on_partial": on_partial}), {}).arguments
        words = [*found["cmds"], *found["arguments"]]  # type: ignore[misc]  # a JSON value
        variables = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
        assert subprocess.run(words, env=variables, check=False, capture_output=True).returncode == expected

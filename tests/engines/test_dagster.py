"""What is generated for Dagster, loaded and run by the real one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dativo_gen.orchestrators.dagster import Dagster
from tests.orchestrators.runs_for_tests import ON_CLOUD_RUN, files_of, lay_out, run

from .find import REPOSITORY

pytestmark = pytest.mark.engine("dagster")
STYLES = ("jobs", "explicit")
START = "from dativo_gen.cli.app import main; main()"
LOCATIONS = sorted(str(Path(name).parent) for name in files_of(Dagster()) if name.endswith("definitions.py"))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module", params=STYLES)
def style(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Style -> the folder with the generated environments of the fleet."""
    made = {each: lay_out(tmp_path_factory.mktemp(each), Dagster(each)) / "dagster" for each in STYLES}  # type: ignore[arg-type]  # one of STYLES, which is a list of texts
    return made.__getitem__


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, home: Path) -> Any:
    """The module that runs Dagster in this process; imported only now, when there is one."""
    monkeypatch.setenv("DAGSTER_HOME", str(home))
    from tests.engines import dagster_bench  # noqa: PLC0415 - not on every machine, or slow

    return dagster_bench


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], Path]:
    """Puts a program on PATH, which notes what it was called with before it does what is given."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

    def put(name: str, body: str) -> Path:
        script, notes = folder / name, folder / f"{name}.called"
        script.write_text(f'#!/bin/sh\nfor each in "$@"; do printf "%s\\n" "$each"; done >> {notes}\n{body}\n')
        script.chmod(0o755)
        return notes

    return put


def test_the_real_command_finds_every_workspace_valid(tree: Callable[[str], Path], style: str, home: Path) -> None:
    command = [sys.executable, "-m", "dagster", "definitions", "validate", "-w", "workspace.yaml"]
    environment = os.environ | {"DAGSTER_HOME": str(home)}
    told = subprocess.run(
        command, cwd=tree(style) / "prod", env=environment, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr
    for location in ("acme", "globex", "shared-etl"):
        assert f"Validation successful for code location {location}." in told.stdout + told.stderr


@pytest.mark.parametrize("location", LOCATIONS)
def test_every_location_loads_alike_in_both_styles(bench: Any, tree: Callable[[str], Path], location: str) -> None:
    shown = []
    for style in STYLES:
        defs = bench.load(tree(style).parent / location)
        repository = bench.repository(defs)
        assets = {
            key.to_user_string(): (
                node.group_name,
                sorted(node.owners),
                dict(node.tags),
                json.loads(json.dumps(dict(node.metadata), default=lambda value: value.value)),
                sorted(node.pools or ()),
            )
            for key, node in ((node.key, node) for node in repository.asset_graph.asset_nodes)
        }
        timed = (*repository.schedule_defs, *repository.sensor_defs)
        timers = [(each.name, each.default_status.value) for each in timed]
        jobs = {each: dict(bench.job(defs, each).run_tags) for each in repository.job_names if each.endswith("_job")}
        shown.append((assets, sorted(timers), jobs))
    assert shown[0] == shown[1]
    assert shown[0][0]


def test_a_job_is_given_what_it_is_to_run_with(
    bench: Any, tree: Callable[[str], Path], style: str, program: Any
) -> None:
    called = program("dativo", 'printf "%s\\n" "$TENANT_ID" "$ENVIRONMENT" "$OTEL_RESOURCE_ATTRIBUTES" >> "$0.called"')
    result = bench.run(bench.load(tree(style) / "prod" / "acme"), "acme__orders_job")
    assert result.success, bench.said(result)
    path = "/app/generated/jobs/prod/acme/orders.yaml"
    assert called.read_text().splitlines() == ["run", "--config", path, "acme", "prod", "tenant_id=acme,a=b"]
    assert bench.checks(result) == [("complete", True, "WARN")]


def test_a_job_with_several_tables_makes_an_asset_of_each_and_its_own(
    bench: Any, tree: Callable[[str], Path], style: str, program: Any
) -> None:
    called = program("dativo", "exit 1")
    result = bench.run(bench.load(tree(style) / "prod" / "acme"), "acme__tables_job")
    assert result.success, bench.said(result)
    made = [event.asset_key.to_user_string() for event in result.get_asset_materialization_events()]
    assert made == ["acme/tables", "acme/tables/customers", "acme/tables/sales_orders"]
    assert bench.checks(result) == [("complete", False, "WARN")]
    assert called.read_text().count("--config") == 1


def test_a_partial_load_succeeds_with_a_failed_check(
    bench: Any, tree: Callable[[str], Path], style: str, program: Any
) -> None:
    program("dativo", "exit 1")
    result = bench.run(bench.load(tree(style) / "prod" / "acme"), "acme__orders_job")
    assert result.success, bench.said(result)
    assert bench.checks(result) == [("complete", False, "WARN")]


def test_a_partial_load_fails_at_once_where_the_job_says_so(
    bench: Any, tree: Callable[[str], Path], style: str, program: Any
) -> None:
    called = program("dativo", "exit 1")
    result = bench.run(bench.load(tree(style) / "prod" / "acme"), "acme__partial_fails_job")
    assert not result.success
    assert "Dativo loaded only a part" in bench.said(result)
    assert called.read_text().count("--config") == 1


def test_a_failure_is_tried_again_as_often_as_the_job_says(
    bench: Any, tree: Callable[[str], Path], style: str, program: Any
) -> None:
    called = program("dativo", "exit 2")
    result = bench.run(bench.load(tree(style) / "prod" / "acme"), "acme__partial_fails_job")
    assert not result.success
    assert called.read_text().count("--config") == 2


def test_what_hangs_is_ended_with_all_that_it_began_also_when_it_is_materialised_by_hand(
    bench: Any, tmp_path: Path, style: str, program: Any
) -> None:
    deaf = 'trap "" TERM; ' if style == "jobs" else ""
    program("dativo", f"{deaf}sleep 300 & echo $! > {tmp_path}/child; wait; sleep 300")
    short = run("orders", needs={"max_runtime_seconds": 1}, timings=())
    defs = bench.load(lay_out(tmp_path, Dagster(style), [short]) / "dagster" / "prod" / "acme")  # type: ignore[arg-type]  # one of STYLES, which is a list of texts
    asset = bench.repository(defs).assets_defs_by_key[bench.dg.AssetKey(["acme", "orders"])]
    result = bench.dg.materialize([asset], raise_on_error=False)
    assert not result.success
    assert "ended after 1 seconds, its max_runtime" in bench.said(result)
    assert not_running(int((tmp_path / "child").read_text()))


def not_running(process: int) -> bool:
    """Whether a process is gone, or dead and only not yet buried by its new parent."""
    told = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return told.stdout.strip()[:1] in ("", "Z")


def test_a_command_that_is_not_there_is_told_and_not_tried_again(bench: Any, tmp_path: Path, style: str) -> None:
    lost = run("orders", command={"program": ("dativo-that-is-nowhere",)}, needs={"max_retries": 3}, timings=())
    defs = bench.load(lay_out(tmp_path, Dagster(style), [lost]) / "dagster" / "prod" / "acme")  # type: ignore[arg-type]  # one of STYLES, which is a list of texts
    result = bench.run(defs, "acme__orders_job")
    assert "`dativo-that-is-nowhere` cannot be started: No such file or directory" in bench.said(result)


def test_a_schedule_does_not_begin_more_runs_than_it_may(
    bench: Any, tree: Callable[[str], Path], style: str, tmp_path: Path
) -> None:
    dg = bench.dg
    defs = bench.load(tree(style) / "prod" / "acme")
    repository = bench.repository(defs)
    often = repository.get_sensor_def("acme__orders__often")
    nightly = repository.get_schedule_def("acme__orders__nightly")
    assert nightly.execution_timezone == "Europe/Berlin"
    assert often.minimum_interval_seconds == 420
    with bench.instance(tmp_path) as instance:
        job = bench.job(defs, "acme__orders_job")
        context = dg.build_schedule_context(instance=instance)
        for limit, timer, of in ((1, nightly, context), (2, often, dg.build_sensor_context(instance=instance))):
            for _ in range(limit):
                (request,) = requests_of(timer, of)
                tags = {**job.run_tags, **request.tags}
                assert tags[f"dativo-gen/at_most_{limit}"] == timer.name
                instance.create_run_for_job(job, tags=tags, status=dg.DagsterRunStatus.STARTED)
            assert requests_of(timer, of) == ()


def requests_of(timer: Any, context: Any) -> tuple[Any, ...]:
    return tuple(timer.evaluate_tick(context).run_requests or ())


def test_the_instance_takes_the_settings_that_are_written_for_it(tree: Callable[[str], Path], tmp_path: Path) -> None:
    import dagster as dg  # noqa: PLC0415 - not on every machine, or slow

    (tmp_path / "dagster.yaml").write_text((tree("jobs") / "prod" / "dagster.yaml").read_text())
    with dg.DagsterInstance.from_config(str(tmp_path)) as instance:
        assert instance.run_monitoring_enabled
        config = instance.get_concurrency_config()
        assert config.pool_config.default_pool_limit == 1
        assert config.run_queue_config is not None
        limits = config.run_queue_config.tag_concurrency_limits
        assert {each["key"] for each in limits} == {
            "dativo-gen/tenant",
            "dativo-gen/at_most_1",
            "dativo-gen/at_most_2",
        }


def test_a_broken_entry_is_left_out_loudly_and_the_others_load(
    bench: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place = lay_out(tmp_path, Dagster()) / "dagster" / "prod" / "acme"
    document = json.loads((place / "jobs.json").read_text())
    twice = {**document["jobs"][0], "name": "acme/prod/twice"}
    document["jobs"] = [{"name": "acme/prod/half"}, "text", *document["jobs"], twice]
    next(each for each in document["jobs"][2:] if each["name"] == "acme/prod/tasks")["group"] = "no/group at all"
    (place / "jobs.json").write_text(json.dumps(document))
    defs = bench.load(place)
    repository = bench.repository(defs)
    assert "acme__pods_job" in repository.job_names
    left_out = {**defs.metadata}["dativo/left_out"].value
    assert set(left_out) == {"acme/prod/half", "1", "acme/prod/tasks", "acme/prod/twice"}
    assert "job acme/prod/half is left out: KeyError: " in caplog.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '{"format": 99, "jobs": []}',
            "reads no newer one than 1: install in Dagster's image the version of dativo-gen",
        ),
        ("{", "is no JSON"),
        ("[]", "was not written by dativo-gen"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_plain_words(bench: Any, tmp_path: Path, text: str, said: str) -> None:
    del bench
    from dativo_gen.dagster import definitions_from  # noqa: PLC0415 - not on every machine, or slow

    (tmp_path / "jobs.json").write_text(text)
    with pytest.raises(ValueError, match=said):
        definitions_from(tmp_path / "jobs.json")


def test_cloud_run_is_started_by_its_own_command(
    bench: Any, tree: Callable[[str], Path], style: str, program: Any
) -> None:
    called = program("gcloud", "exit ${GCLOUD_ENDS:-0}")
    result = bench.run(bench.load(tree(style) / "prod" / "globex"), "globex__services_job")
    assert result.success, bench.said(result)
    path = "/app/generated/jobs/prod/globex/services.yaml"
    assert called.read_text().splitlines() == [
        "run", "jobs", "execute", "globex-prod-services", "--wait", "--quiet", "--region=europe-west4",
        "--project=acme-prod", f"--args=^|^run|--config|{path}",
        "--update-env-vars=^|^TENANT_ID=globex|ENVIRONMENT=prod|OTEL_RESOURCE_ATTRIBUTES=tenant_id=globex,a=b",
        "--task-timeout=3600s",
    ]  # fmt: skip


def test_a_cloud_without_its_command_is_told_what_is_missing(
    bench: Any, tree: Callable[[str], Path], style: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = bench.run(bench.load(tree(style) / "prod" / "globex"), "globex__services_job")
    assert "`gcloud` must be on PATH and signed in where Dagster runs this job" in bench.said(result)


def test_a_task_of_cloud_run_has_time_to_start_before_the_waiting_for_it_ends(
    bench: Any, tmp_path: Path, style: str, program: Any
) -> None:
    program("gcloud", "sleep 2")
    short = run("orders", where=ON_CLOUD_RUN, needs={"max_runtime_seconds": 1}, timings=())
    defs = bench.load(lay_out(tmp_path, Dagster(style), [short]) / "dagster" / "prod" / "acme")  # type: ignore[arg-type]  # one of STYLES, which is a list of texts
    assert bench.run(defs, "acme__orders_job").success


@pytest.mark.parametrize("status", ["Succeeded", "Failed"])
def test_container_apps_are_started_and_asked_until_they_end(
    bench: Any, tree: Callable[[str], Path], style: str, program: Any, status: str
) -> None:
    called = program("az", f'case "$*" in *" start "*) echo globex-prod-apps-x1;; *) echo {status};; esac')
    result = bench.run(bench.load(tree(style) / "prod" / "shared-etl"), "globex__apps_job")
    assert result.success == (status == "Succeeded"), bench.said(result)
    named = ["--name", "globex-prod-apps", "--resource-group", "rg-acme", "--query"]
    assert called.read_text().splitlines() == [
        "containerapp", "job", "start", *named, "name", "--output", "tsv",
        "containerapp", "job", "execution", "show", *named, "properties.status", "--output", "tsv",
        "--job-execution-name", "globex-prod-apps-x1",
    ]  # fmt: skip


def test_what_is_written_passes_ruff_at_any_width_and_is_the_same_for_every_hash_seed(tmp_path: Path) -> None:
    code = (
        "from tests.orchestrators.runs_for_tests import *; import sys; lay_out(Path(sys.argv[1]), Dagster(sys.argv[2]))"
    )
    trees = []
    for seed in ("1", "2"):
        for style in STYLES:
            folder = tmp_path / seed / style
            environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(REPOSITORY)}
            subprocess.run([sys.executable, "-c", code, str(folder), style], env=environment, check=True)
        trees.append(
            {str(p.relative_to(tmp_path / seed)): p.read_text() for p in (tmp_path / seed).rglob("*.*") if p.is_file()}
        )
    assert trees[0] == trees[1]
    ruff = [sys.executable, "-m", "ruff"]
    for width in ("88", "120"):
        shown = ["format", "--isolated", "--line-length", width, "--check", "--diff", str(tmp_path)]
        told = subprocess.run([*ruff, *shown], capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stdout + told.stderr
    rules = ["--select", "E,F,I,UP,B,RUF,C4", "--ignore", "E501"]
    told = subprocess.run(
        [*ruff, "check", "--isolated", *rules, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout


def test_explicit_code_needs_nothing_of_ours(tree: Callable[[str], Path]) -> None:
    for place in tree("explicit").rglob("definitions.py"):
        assert "dativo_gen" not in place.read_text()


@pytest.mark.parametrize("style", STYLES)
def test_the_examples_of_this_repository_load(bench: Any, tmp_path: Path, style: str) -> None:
    for name in ("job_configs", "assets", "connectors", "terraform"):
        shutil.copytree(REPOSITORY / name, tmp_path / name)
    shutil.copy(REPOSITORY / "runner.yaml", tmp_path)
    settings = (REPOSITORY / "dativo-gen.yaml").read_text()
    (tmp_path / "dativo-gen.yaml").write_text(f"{settings}\ndagster: {{style: {style}}}\n")
    command = [sys.executable, "-c", START, "render", "job_configs", "--target", "dagster"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    locations = [each.parent for each in (tmp_path / "generated" / "dagster").glob("*/*/definitions.py")]
    assert len(locations) > 2, told.stdout + told.stderr
    for location in locations:
        assert bench.repository(bench.load(location)).asset_graph.asset_nodes


def test_every_golden_loads(bench: Any) -> None:
    for place in (REPOSITORY / "tests" / "golden").glob("**/dagster/*/*/definitions.py"):
        assert bench.repository(bench.load(place.parent)).asset_graph.asset_nodes

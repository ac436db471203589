"""DAG files in a real Airflow: each loads, is stored, asks for what it should, and runs."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dativo_gen.cli.app import app
from dativo_gen.orchestrators.airflow import Airflow
from dativo_gen.orchestrators.run import Run
from dativo_gen.tags.outlets import Outlets
from tests.engines.airflow_home import PROVIDERS, told
from tests.engines.find import REPOSITORY
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

pytestmark = pytest.mark.engine("airflow")

EXAMPLES = ("job_configs", "assets", "connectors", "terraform", "runner.yaml", "dativo-gen.yaml")
NASTY = dict(enumerate(text for text in STRINGS if "\x00" not in text))
BROKEN = "raise RuntimeError('airflow dag')\n"


def nasty(name: str, **where: Any) -> Run:
    """A run whose every free text is a nasty string."""
    variables = {f"S{number}": text for number, text in NASTY.items()}
    values = {f"s{number}": text for number, text in NASTY.items() if text.strip()}
    command = {"environment": variables, "program": ("dativo", *NASTY.values()), "image": "etl/{{ 7*7 }}:{#x#}"}
    return run(
        name, tenant="edge", where=where, command=command, outlets=Outlets(tags(**dict(list(values.items())[:30])))
    )


def runs() -> tuple[Run, ...]:
    stopped = run("stopped", timings=(timing(enabled=False), timing("b", enabled=False)))
    clouds = (run("cloud", where=ON_CLOUD_RUN), run("apps", where=ON_CONTAINER_APPS))
    edges = (
        nasty("nasty-bash"),
        nasty("nasty-pod", **ON_KUBERNETES),
        nasty("nasty-ecs", **ON_ECS),
        nasty("nasty-cloud", **ON_CLOUD_RUN),
        run("script", command={"environment": {"A": "load.sh", "B": "x.bash", "C": "{{ 1 }}.sh"}}),
        run("foreign", owner=node("数据@例.com"), outlets=Outlets(tags(a="数据", b="x" * 400))),
    )
    return (*one_of_each(), stopped, *clouds, *edges)


def write(folder: Path, texts: dict[str, str]) -> Path:
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def rendered_examples(folder: Path) -> Path:
    """The examples of the repository, all of them for Airflow."""
    for name in EXAMPLES:
        copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy
        copy(REPOSITORY / name, folder / name)
    with (folder / "dativo-gen.yaml").open("a") as settings:
        settings.write("\ntargets: [airflow, jobs]\n")
    ran = CliRunner().invoke(app, ["render", str(folder / "job_configs")])
    assert ran.exit_code == 0, ran.stderr
    return folder / "generated"


def dag_folders(root: Path) -> list[Path]:
    return sorted(path for path in root.glob("**/airflow/*/dags") if path.is_dir())


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("airflow")


@pytest.fixture(scope="module")
def folders(homes: Path) -> list[Path]:
    """Every DAG folder there is: runs of these tests in both layouts, the examples, the golden cases."""
    for layout in ("job", "tenant"):
        write(homes / layout, files(runs(), Airflow(layout=layout)))
    (homes / "examples").mkdir()
    rendered_examples(homes / "examples")
    return [*dag_folders(homes), *dag_folders(REPOSITORY / "tests" / "golden")]


@pytest.fixture(scope="module")
def loaded(homes: Path, folders: list[Path]) -> dict[str, Any]:
    """What Airflow makes of each folder, by its path."""
    pools = {name for folder in folders for name in json.loads((folder.parent / "pools.json").read_text())}
    asked = [*map(str, folders), *(f"--pool={name}" for name in sorted(pools)), f"--providers={PROVIDERS}"]
    found: dict[str, Any] = told(homes / "home", "airflow_probe.py", *asked, PYTHONHASHSEED="1")
    return found


@pytest.fixture(scope="module")
def one_each(homes: Path, loaded: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = loaded[str(homes / "job" / "airflow" / "prod" / "dags")]
    return found


def test_every_folder_loads_with_stand_ins_for_google(folders: list[Path], loaded: dict[str, Any]) -> None:
    assert len(folders) >= 6
    assert all(found["stored"] for found in loaded.values())
    assert {path: found["errors"] for path, found in loaded.items() if found["errors"]} == {}


def test_no_file_makes_a_new_version_at_each_parse(loaded: dict[str, Any]) -> None:
    assert {path: found["unstable"] for path, found in loaded.items() if found["unstable"]} == {}


def test_pools_json_has_every_pool(loaded: dict[str, Any]) -> None:
    assert {path: found["warnings"] for path, found in loaded.items() if found["warnings"]} == {}


def test_both_layouts_store_the_same_dags(homes: Path, loaded: dict[str, Any]) -> None:
    for environment in ("dev", "prod"):
        job, tenant = (loaded[str(homes / each / "airflow" / environment / "dags")] for each in ("job", "tenant"))
        assert job["stored"] == tenant["stored"]


@pytest.fixture(scope="module")
def again(homes: Path, loaded: dict[str, Any]) -> dict[str, Any]:
    """A folder that was loaded before, and one with a broken file, in a process with another hash seed."""
    broken = write(homes / "broken", files([run("a"), run("b")])) / "airflow" / "prod" / "dags"
    (broken / "acme" / "broken.py").write_text(BROKEN)
    asked = [str(homes / "job" / "airflow" / "prod" / "dags"), str(broken), f"--providers={PROVIDERS}"]
    found: dict[str, Any] = told(homes / "home", "airflow_probe.py", *asked, PYTHONHASHSEED="2")
    return found


def test_the_version_of_a_dag_does_not_hang_on_the_hash_seed(again: dict[str, Any], loaded: dict[str, Any]) -> None:
    (folder,) = again.keys() & loaded.keys()
    assert again[folder]["stored"] == loaded[folder]["stored"]
    assert again[folder]["hashes"] == loaded[folder]["hashes"]


def test_a_file_that_is_broken_stops_no_other(homes: Path, again: dict[str, Any]) -> None:
    found = again[str(homes / "broken" / "airflow" / "prod" / "dags")]
    assert list(found["errors"]) == ["acme/broken.py"]
    assert list(found["stored"]) == ["dativo__acme__a", "dativo__acme__b"]


def test_every_text_comes_out_of_airflows_own_rendering(one_each: dict[str, Any]) -> None:
    expected = {f"S{number}": text for number, text in NASTY.items()}
    found = one_each["rendered"]
    bash = dict(found["dativo__edge__nasty-bash"]["env"])
    bash.pop("DATIVO_CONFIG")
    assert bash == expected
    assert found["dativo__acme__script"]["env"]["A"] == "load.sh"
    assert found["dativo__acme__script"]["env"]["C"] == "{{ 1 }}.sh"
    ecs = found["dativo__edge__nasty-ecs"]["overrides"]["containerOverrides"][0]
    assert {each["name"]: each["value"] for each in ecs["environment"]} == expected
    cloud = found["dativo__edge__nasty-cloud"]["overrides"]["container_overrides"][0]
    assert {each["name"]: each["value"] for each in cloud["env"]} == expected
    assert found["dativo__edge__nasty-pod"]["image"] == "etl/{{ 7*7 }}:{#x#}"


def test_a_pod_has_what_the_job_asks_for(one_each: dict[str, Any]) -> None:
    pod = one_each["bodies"]["dativo__acme__pod"]
    container = pod["spec"]["containers"][0]
    assert (pod["metadata"]["namespace"], pod["spec"]["serviceAccountName"]) == ("etl-jobs", "etl-runner")
    assert pod["spec"]["activeDeadlineSeconds"] == 3600
    assert container["resources"]["requests"] == {"cpu": "2", "memory": "4Gi"}
    assert [*container["command"], *container["args"]][:2] == ["dativo", "run"]
    assert pod["metadata"]["labels"]["dativo.io/CostCenter"] == "FIN-001"


def test_the_request_for_ecs_is_one_that_the_service_takes(one_each: dict[str, Any]) -> None:
    request = one_each["bodies"]["dativo__acme__task"]
    assert (request["launchType"], request["cluster"]) == ("FARGATE", "etl")
    assert request["overrides"]["containerOverrides"][0]["command"][0] == "run"
    assert request["networkConfiguration"]["awsvpcConfiguration"]["subnets"] == ["subnet-1", "subnet-2"]
    assert {"key": "CostCenter", "value": "FIN-001"} in request["tags"]
    assert request["overrides"]["cpu"] == "2048"


FAKE = """#!/bin/bash
echo "$TENANT_ID $ENVIRONMENT $OTEL_RESOURCE_ATTRIBUTES $*" >> {0}/said
case "$*" in *done*) exit 0 ;; *partial*) exit 1 ;; *failed*) exit 2 ;; *hang*) sleep 600 ;; esac
"""


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], list[str]]:
    """The final state of four DAG runs, and what the stand-in for Dativo was given."""
    home = tmp_path_factory.mktemp("trial")
    once = {"max_retries": 0}
    four = [run(name, needs=once, timings=()) for name in ("done", "partial", "failed")]
    four += [run("hang", needs={**once, "max_runtime_seconds": 2}, timings=())]
    four += [run("partial-strict", needs=once, timings=(), command={"on_partial": "fail"})]
    folder = write(home, files(four)) / "airflow" / "prod" / "dags"
    fake = home / "bin" / "dativo"
    write(home, {"bin/dativo": FAKE.format(home)})
    fake.chmod(0o755)
    variables = {"AIRFLOW__CORE__DAGS_FOLDER": str(folder), "PATH": f"{fake.parent}:{os.environ['PATH']}"}
    states = told(home / "home", "airflow_probe.py", str(folder), "--run", **variables)
    return states[str(folder)], (home / "said").read_text().splitlines()


def test_runs_end_as_the_exit_code_says(ran: tuple[dict[str, str], list[str]]) -> None:
    assert ran[0] == {
        "dativo__acme__done": "success",
        "dativo__acme__failed": "failed",
        "dativo__acme__hang": "failed",
        "dativo__acme__partial": "success",
        "dativo__acme__partial-strict": "failed",
    }


def test_dativo_is_told_the_job_and_whose_it_is(ran: tuple[dict[str, str], list[str]]) -> None:
    path = "/app/generated/jobs/prod/acme/done.yaml"
    assert f"acme prod tenant_id=acme run --config {path}" in ran[1]

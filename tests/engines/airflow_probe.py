"""A program of its own: loads folders of DAG files as Airflow does, and tells what came of each as one line of JSON.

Needs AIRFLOW_HOME in the environment, since importing Airflow writes there. `--providers DIR` adds a folder of
stand-ins for providers that are not installed.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any


def either(*names: str) -> Any:
    """The first of several `module:name` that this version of Airflow has; they move between versions."""
    for name in names:
        module, _, attribute = name.partition(":")
        try:
            return getattr(import_module(module), attribute)
        except (ImportError, AttributeError):
            continue
    return None


def bag(folder: str, pools: list[str]) -> Any:
    """The DagBag of a folder."""
    dag_bag = either("airflow.dag_processing.dagbag:DagBag", "airflow.models.dagbag:DagBag")
    return dag_bag(folder, known_pools=set(pools) or None)


def unstable(folder: str) -> Iterator[tuple[str, str]]:
    """Files that Airflow (from 3.2 on) would refuse, since each parse would make a new version of their DAGs."""
    check = either("airflow.utils.dag_version_inflation_checker:check_dag_file_stability")
    for file in sorted(Path(folder).rglob("*.py")) if check else ():
        found = check(str(file))
        if found.warnings or found.runtime_varying_values:
            yield str(file.relative_to(folder)), str(found)


def stored(dag: Any) -> dict[str, Any]:
    """A DAG as Airflow stores it, without where its file lies: what is left makes a new version when it changes."""
    module = "airflow.serialization.serialized_objects"
    serializer = either(f"{module}:DagSerialization", f"{module}:SerializedDAG")
    data: dict[str, Any] = json.loads(json.dumps(serializer.to_dict(dag)))
    serializer.from_dict(json.loads(json.dumps(data)))
    for key in ("fileloc", "relative_fileloc", "_processor_dags_folder"):
        data["dag"].pop(key, None)
    return data


def version_hash(data: dict[str, Any]) -> str:
    """What Airflow compares to know whether a DAG has a new version."""
    return str(either("airflow.models.serialized_dag:SerializedDagModel").hash(data))


def rendered(dag: Any) -> dict[str, Any]:
    """What Airflow's own rendering makes of the arguments of the task that are templates."""
    task, environment = dag.task_dict["run"], dag.get_template_env()
    fields = [name for name in task.template_fields if getattr(task, name, None) is not None]
    return {name: plain(task.render_template(getattr(task, name), {}, environment)) for name in fields}


def plain(value: Any) -> Any:
    return json.loads(json.dumps(value, default=lambda each: getattr(each, "to_dict", lambda: str(each))()))


def pod(dag: Any) -> Any:
    """The pod that KubernetesPodOperator would ask for, built with the client's own models."""
    task = dag.task_dict["run"]
    for name, value in rendered(dag).items():
        if name in ("image", "cmds", "arguments", "labels", "annotations", "namespace"):
            setattr(task, name, value)
    return either("kubernetes.client:ApiClient")().sanitize_for_serialization(task.build_pod_request_obj())


def request(dag: Any) -> Any:
    """What EcsRunTaskOperator would send, after botocore has checked it against the model of the service."""
    client = either("boto3:client")("ecs", region_name="eu-central-1", aws_access_key_id="x", aws_secret_access_key="x")
    sent: list[Any] = []
    client.meta.events.register("provide-client-params.ecs.RunTask", lambda params, **_: sent.append(params))
    arn = "arn:aws:ecs:eu-central-1:123456789012:task/etl/0123456789abcdef"
    task = dag.task_dict["run"]
    task.__dict__["client"] = client
    with either("botocore.stub:Stubber")(client) as stub:
        stub.add_response("run_task", {"tasks": [{"taskArn": arn}], "failures": []})
        task._start_task()
    return sent[0]


BODIES: dict[str, Callable[[Any], Any]] = {"KubernetesPodOperator": pod, "EcsRunTaskOperator": request}


def body(dag: Any) -> Any:
    build = BODIES.get(dag.task_dict["run"].task_type)
    return build(dag) if build is not None else None


def told(folder: str, pools: list[str]) -> dict[str, Any]:
    """What came of one folder."""
    found = bag(folder, pools)
    dags = sorted(found.dags.items())
    kept = {name: stored(dag) for name, dag in dags}
    return {
        "errors": {str(Path(file).relative_to(folder)): text for file, text in found.import_errors.items()},
        "warnings": sorted(f"{each.dag_id}: {each.message}" for each in found.dag_warnings),
        "unstable": dict(unstable(folder)),
        "stored": kept,
        "hashes": {name: version_hash(data) for name, data in kept.items()},
        "rendered": {name: rendered(dag) for name, dag in dags},
        "bodies": {name: body(dag) for name, dag in dags},
    }


def states(folder: str) -> dict[str, str]:
    """How each DAG of the folder ends, which must be AIRFLOW__CORE__DAGS_FOLDER; makes the database first."""
    either("airflow.utils.db:initdb")()
    return {name: str(getattr(dag.test(), "state", None)) for name, dag in sorted(bag(folder, []).dags.items())}


def main() -> None:
    logging.disable(logging.CRITICAL)
    reader = argparse.ArgumentParser()
    reader.add_argument("folders", nargs="+")
    reader.add_argument("--run", action="store_true", help="run each DAG once and tell how it ended")
    reader.add_argument("--pool", action="append", default=[])
    reader.add_argument("--providers")
    asked = reader.parse_args()
    if asked.providers:
        either("airflow.providers:__path__").append(asked.providers)
    results = {each: states(each) if asked.run else told(each, asked.pool) for each in asked.folders}
    print(json.dumps(results))


if __name__ == "__main__":
    main()

"""A Kubernetes API and an ECS API on this machine, just large enough for one pod or task, which really runs."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

LONG_AGO = "2026-01-01T00:00:00.{:09}Z"
"""Each line of a log has a time of its own."""


@dataclass
class Cloud:
    """What was asked of it, and how what it runs ends. `exit_code` None: it never ends."""

    exit_code: int | None = 0
    asked: list[tuple[str, Any]] = field(default_factory=list)
    pods: dict[str, Any] = field(default_factory=dict)

    def of(self, name: str) -> list[Any]:
        """The bodies of the requests of one name, in order."""
        return [body for each, body in self.asked if each == name]


Answer = Callable[[Cloud, str, str, Any], tuple[int, Any]]


def kubernetes_api(cloud: Cloud, method: str, address: str, body: Any) -> tuple[int, Any]:
    """Pods of one namespace (Kubernetes API, core v1). A pod's command is run at once, by this machine's shell."""
    parts = urlsplit(address)
    name = parts.path.rstrip("/").split("/")[-1]
    cloud.asked.append((f"{method} {parts.path}", body))
    if method == "POST":
        cloud.pods[body["metadata"]["name"]] = run_pod(body)
        return 201, body
    if method == "DELETE":
        return 200, cloud.pods[name]["body"]
    if name == "log":
        lines = cloud.pods[parts.path.split("/")[-2]]["log"].splitlines()
        return 200, "".join(f"{LONG_AGO.format(at)} {line}\n" for at, line in enumerate(lines))
    if name == "pods":
        selected = parse_qs(parts.query).get("fieldSelector", [""])[0].removeprefix("metadata.name=")
        items = [pod_status(each) for key, each in cloud.pods.items() if key == selected]
        return 200, {"kind": "PodList", "apiVersion": "v1", "items": items}
    return 200, pod_status(cloud.pods[name])


def run_pod(body: Any) -> dict[str, Any]:
    container = body["spec"]["containers"][0]
    environment = {each["name"]: each["value"] for each in container.get("env") or ()}
    ran = subprocess.run(
        container["command"],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return {"body": body, "log": ran.stdout, "code": ran.returncode}


def pod_status(pod: Mapping[str, Any]) -> dict[str, Any]:
    body, code = pod["body"], pod["code"]
    name = body["spec"]["containers"][0]["name"]
    ended = {"exitCode": code, "reason": "Completed" if code == 0 else "Error", "message": ""}
    status = {
        "name": name,
        "ready": False,
        "restartCount": 0,
        "image": "",
        "imageID": "",
        "state": {"terminated": ended},
    }
    phase = "Succeeded" if code == 0 else "Failed"
    return {**body, "kind": "Pod", "status": {"phase": phase, "containerStatuses": [status]}}


def ecs_api(cloud: Cloud, method: str, address: str, body: Any) -> tuple[int, Any]:
    """RunTask and what a waiter asks (Amazon ECS API); nothing runs, the task ends as it was told to."""
    del method, address
    action, asked = body
    cloud.asked.append((action, asked))
    arn = "arn:aws:ecs:us-east-1:123456789012:"
    ended = cloud.exit_code is not None
    task: dict[str, Any] = {
        "taskArn": f"{arn}task/dativo-prod/0123456789abcdef",
        "clusterArn": f"{arn}cluster/dativo-prod",
        "lastStatus": "STOPPED" if ended else "RUNNING",
        "containers": [{"name": "dativo", "runtimeId": "1", **({"exitCode": cloud.exit_code} if ended else {})}],
    }
    if action == "DescribeTaskDefinition":
        return 200, {"taskDefinition": {"containerDefinitions": [{"name": "dativo"}]}}
    return 200, {"tasks": [task], "failures": []}


@contextmanager
def serving(cloud: Cloud, answer: Answer) -> Iterator[str]:
    """The address of a running API."""

    class Handler(BaseHTTPRequestHandler):
        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"null")
            target = self.headers.get("X-Amz-Target")
            if target is not None:
                body = (target.rpartition(".")[2], body)
            code, said = answer(cloud, self.command, self.path, body)
            data = said.encode() if isinstance(said, str) else json.dumps(said).encode()
            self.send_response(code)
            self.send_header("Content-Type", "text/plain" if isinstance(said, str) else "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = do_DELETE = handle_any

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing: a test's output is its own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""Backends as job configs state them, and short ways to read one."""

from __future__ import annotations

from dativo_gen.codes import CODES
from dativo_gen.errors import Problem
from dativo_gen.node import Node
from dativo_gen.source import read_yaml
from dativo_gen.terraform.backend import Backend, read_backend
from dativo_gen.terraform.backend_rules import BackendRules, rules_of
from dativo_gen.terraform.state_id import StateId, state_id

S3 = "type: s3, region: eu-west-1, bucket: b"


AZURE = "type: azurerm, use_azuread_auth: true, storage_account_name: acct, container_name: states"


K8S = "type: kubernetes, in_cluster_config: true"


GOOD = {
    "s3": f"{{{S3}, key: etl/orders.tfstate}}",
    "gcs": "{type: gcs, bucket: b, prefix: etl/orders}",
    "azurerm": f"{{{AZURE}, key: etl/orders.tfstate}}",
    "kubernetes": f"{{{K8S}, secret_suffix: orders}}",
    "local": "{type: local, path: state/orders.tfstate}",
    "http": "{type: http, address: https://states.example.com/etl/orders}",
    "remote": "{type: remote, organization: acme, workspaces: {name: orders}}",
    "cloud": "{type: cloud, organization: acme, workspaces: {name: orders}}",
}


def node_of(text: str) -> Node:
    """A value as it stands in a job config, under a key."""
    found = read_yaml("job.yaml", f"x: {text}".encode(), "job").get("x")
    assert found is not None
    return found


def read(text: str, provider_type: str | None = None) -> tuple[Backend, list[Problem]]:
    problems: list[Problem] = []
    return read_backend(node_of(text), provider_type, problems.append), problems


def backend(text: str) -> Backend:
    found, problems = read(text)
    assert [problem for problem in problems if CODES[problem.code].severity == "error"] == []
    return found


def state(text: str, workspace: str | None = None) -> StateId:
    return state_id(backend(text), workspace)


def rules(backend_type: str) -> BackendRules:
    found = rules_of(backend_type)
    assert found is not None
    return found


WORKSPACES = {
    **dict.fromkeys(["prod", "A.b", "dev:1", "a+b", "a~b", "a$b", "a&b", "a=b", "a@b", "x..y", ".a", "9"], True),
    **dict.fromkeys(["a b", "a/b", "a,b", "a;b", "a!b", "a'b", "a(b", "a*b", "a%b", "a?b", "a#b", "é", "-a"], False),
}

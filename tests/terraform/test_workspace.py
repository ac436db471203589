"""Workspaces: names that can be, and backends that can keep them."""

from __future__ import annotations

import pytest

from dativo_gen.errors import Problem
from dativo_gen.terraform.backend import Backend
from dativo_gen.terraform.state_id import state_id
from dativo_gen.terraform.workspace import with_workspace, workspace_misfit
from tests.terraform.backend_samples import GOOD, WORKSPACES, backend, node_of, state


def joined(text: str, workspace: str | None) -> tuple[Backend, list[Problem]]:
    problems: list[Problem] = []
    name = node_of(workspace) if workspace is not None else None
    return with_workspace(backend(text), name, problems.append), problems


@pytest.mark.parametrize(("name", "good"), [*WORKSPACES.items(), ("", False), (".", False), ("..", False)])
def test_a_workspace_has_a_name_that_terraform_takes(name: str, good: bool) -> None:
    assert (workspace_misfit(name) is None) == good


@pytest.mark.parametrize(
    ("text", "workspace", "expected"),
    [
        (GOOD["s3"], "prod", []),
        (GOOD["s3"], "null", []),
        (GOOD["s3"], "a b", ["the workspace `a b` holds ` `"]),
        (GOOD["kubernetes"], "A.b", ["the workspace `A.b` cannot be part"]),
        (GOOD["http"], None, []),
        (GOOD["http"], "default", []),
        (GOOD["http"], "prod", ["the http backend knows no workspaces"]),
        (GOOD["cloud"], "orders", []),
        (
            GOOD["cloud"],
            "prod",
            ["`workspaces.name: orders` of the cloud backend and `workspace: prod` disagree"],
        ),
        (GOOD["remote"], "a.b", ["is no name of a workspace in HCP", "disagree"]),
        ("{type: cloud, organization: o}", None, ["the cloud backend names no workspace"]),
        (
            "{type: cloud, organization: o, workspaces: {tags: [a]}}",
            "prod",
            ["`workspaces.tags` stands for many"],
        ),
    ],
)
def test_a_workspace_that_a_backend_cannot_have_is_named(text: str, workspace: str | None, expected: list[str]) -> None:
    problems = joined(text, workspace)[1]
    assert len(problems) == len(expected), problems
    assert all(said in problem.message for said, problem in zip(expected, problems, strict=True))


def test_a_prefix_is_answered_with_the_full_name() -> None:
    _, problems = joined("{type: remote, organization: o, workspaces: {prefix: etl-}}", "prod")
    assert problems[0].hint == "write `workspaces: {name: etl-prod}`"


def test_the_workspace_of_cloud_and_remote_goes_into_the_backend() -> None:
    found, problems = joined("{type: cloud, organization: o, workspaces: {project: p}}", "prod")
    assert problems == []
    assert found.text("workspaces", "name") == "prod"
    assert found.text("workspaces", "project") == "p"
    assert state_id(found, "prod") == state("{type: cloud, organization: o, workspaces: {name: prod}}")


def test_the_workspace_of_other_backends_stays_beside_them() -> None:
    assert joined(GOOD["s3"], "prod")[0] == backend(GOOD["s3"])

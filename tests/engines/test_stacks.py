"""Every stack of every golden case is what real Terraform accepts, unchanged."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from .cases import EXPECTED, Stack, all_stacks, backend, cases, probed, providers, workspace
from .terraform import Terraform

UNREACHED = {
    "s3": ("No valid credential sources found", "failed to get shared config profile"),
    "gcs": ("storage.NewClient() failed", "missing 'type' field in credentials"),
    "azurerm": ("unable to build authorizer",),
    "kubernetes": (
        "Failed to initialize kubernetes configuration",
        "unable to load in-cluster configuration",
        "connect: connection refused",
    ),
    "http": ("Error refreshing state",),
    "remote": ("Failed to request discovery document",),
    "cloud": ("Failed to request discovery document",),
}
"""How `init` ends, without network and credentials, once it has accepted every argument of a backend."""

EACH_CASE = pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in cases()])
EACH_STACK = pytest.mark.parametrize(
    "stack",
    [
        pytest.param(stack, id=stack.name, marks=pytest.mark.engine("git", *providers(stack.folder)))
        for stack in all_stacks()
    ],
)


def _needed_to_plan(stack: Stack) -> list[str]:
    """A stack is planned without its providers; a local module may still require them."""
    local = 'source = "../' in (stack.folder / "main.tf").read_text("utf-8")
    return ["git", *(providers(stack.folder) if local else ())]


EACH_PLAN = pytest.mark.parametrize(
    "stack",
    [pytest.param(stack, id=stack.name, marks=pytest.mark.engine(*_needed_to_plan(stack))) for stack in all_stacks()],
)
pytestmark = pytest.mark.engine("terraform")


@EACH_CASE
def test_terraform_would_format_nothing_otherwise(case: Path, bare_terraform: Terraform) -> None:
    result = bare_terraform.fmt_check(case / EXPECTED)
    assert result.ok, result


@EACH_CASE
def test_backend_files_would_be_formatted_no_otherwise(case: Path, bare_terraform: Terraform) -> None:
    for file in (case / EXPECTED).rglob("*.tfbackend"):
        text = file.read_text("utf-8")
        assert bare_terraform.formatted(case, text) == text, file


@EACH_STACK
def test_a_stack_is_valid(stack: Stack, terraform: Terraform, initialised: Callable[[Stack], Path]) -> None:
    folder = initialised(stack)
    with probed(folder, providers(folder)):
        result = terraform.validate(folder)
    assert result.ok, result


@EACH_PLAN
def test_a_stack_takes_its_values(stack: Stack, terraform: Terraform, plannable: Callable[[Stack], Path]) -> None:
    """`validate` reads no tfvars, a plan does."""
    result = terraform.in_workspace(workspace(stack.folder)).plan(plannable(stack))
    assert result.ok, result
    assert "undeclared variable" not in result.said, result


@EACH_PLAN
def test_a_backend_takes_its_arguments(stack: Stack, bare_terraform: Terraform, tmp_path: Path) -> None:
    """`validate` does not look at them; `init` does, before it reaches for the backend."""
    shutil.copy(stack.folder / "backend.tf", tmp_path)
    partial = [f"-backend-config={file}" for file in stack.folder.glob("*.tfbackend")]
    result = bare_terraform.init(tmp_path, *partial)
    assert result.ok or any(words in result.said for words in UNREACHED[backend(stack.folder)]), result

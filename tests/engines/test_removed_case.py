"""The golden case `removed`, lived through: what earlier commits deployed leaves and moves as its settings say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.goldens import OUTPUT, case_of, clear, lay_out, run

from .cases import beside
from .terraform import Result, Terraform

pytestmark = pytest.mark.engine("terraform")

CASE = case_of("removed")


class Deployment:
    """A repository that is rendered commit by commit, and a state for each of its stacks."""

    def __init__(self, place: Path, terraform: Terraform) -> None:
        self.repository = place / "repository"
        self.states = place / "states"
        self.terraform = terraform
        self.repository.mkdir()

    def render(self, inputs: Path) -> None:
        clear(self.repository)
        lay_out(inputs, self.repository)
        run(self.repository)

    def apply(self, stack: str) -> tuple[Result, list[str]]:
        """Apply a stack as it is generated now; what Terraform said, and the module calls that its state holds."""
        folder = beside(self.repository / OUTPUT / "terraform" / stack)
        state = self.states / f"{stack}.tfstate"
        state.parent.mkdir(parents=True, exist_ok=True)
        backend = f'terraform {{\n  backend "local" {{\n    path = "{state}"\n  }}\n}}\n'
        (folder / "backend_override.tf").write_text(backend, "utf-8")
        ready = self.terraform.init(folder)
        assert ready.ok, ready
        applied = self.terraform.apply(folder)
        assert applied.ok, applied
        held = [address.split(".")[1] for address in self.terraform.addresses(folder)]
        shutil.rmtree(folder)
        return applied, held


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory, bare_terraform: Terraform) -> Deployment:
    """All jobs of the first commit are applied, and what comes after it is rendered; each test has its own stack."""
    made = Deployment(tmp_path_factory.mktemp("removed"), bare_terraform)
    first, *later = [*CASE.earlier, CASE.inputs]
    made.render(first)
    assert made.apply("wide/prod/importers")[1] == ["customs", "freight", "harbours", "tariffs"]
    assert made.apply("narrow/prod/letters")[1] == ["letters"]
    assert made.apply("narrow/prod/parcels")[1] == ["parcels"]
    for inputs in later:
        made.render(inputs)
    return made


def test_jobs_leave_and_move_in_a_stack_that_stays(deployment: Deployment) -> None:
    said, held = deployment.apply("wide/prod/importers")
    assert held == ["ports", "tariffs"]
    assert "0 added, 0 changed, 1 destroyed" in said.said, "customs alone goes: freight is forgotten, harbours moves"


def test_a_stack_that_only_has_a_past_forgets_what_is_kept(deployment: Deployment) -> None:
    said, held = deployment.apply("narrow/prod/letters")
    assert held == []
    assert "0 destroyed" in said.said


def test_a_stack_that_only_has_a_past_destroys_what_is_to_go(deployment: Deployment) -> None:
    said, held = deployment.apply("narrow/prod/parcels")
    assert held == []
    assert "1 destroyed" in said.said

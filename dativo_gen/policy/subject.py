"""A job before the policy: what it states, wherever it states it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from dativo_gen.clouds import Cloud
from dativo_gen.errors import Problem, Span
from dativo_gen.model.job import JobKey
from dativo_gen.node import Node
from dativo_gen.place import Place
from dativo_gen.plan import PlannedJob
from dativo_gen.terraform.backend import Backend
from dativo_gen.terraform.contract import contract


@dataclass(frozen=True, slots=True)
class Subject:
    """A job that has Terraform, and the place that its stack knows."""

    member: PlannedJob
    place: Place

    @property
    def key(self) -> JobKey:
        return self.member.key

    @property
    def file(self) -> str:
        return self.member.job.file

    @property
    def block(self) -> Node:
        return self.member.provision.block

    @property
    def cloud(self) -> Cloud:
        return self.member.provision.cloud

    @property
    def backend(self) -> Backend:
        return self.member.provision.backend

    def variable(self, name: str) -> Node | None:
        """What `terraform.variables` says, which goes before all else."""
        return self.block.get("terraform", "variables", name)

    def fact(self, *path: str) -> Node | None:
        """What the job's module is told: a value below `infrastructure`, or the variable that takes its place."""
        name = _variables().get(path)
        said = self.variable(name) if name is not None else None
        node = said if said is not None else self.block.get(*path)
        return node if node is not None and node.value is not None else None

    def parent(self, *path: str) -> Span:
        """The key under which something is missing: the deepest mapping on the way that is there."""
        node = self.block
        for part in path:
            child = node.get(part)
            if child is None or not child.is_mapping:
                break
            node = child
        return node.key_span

    def resources(self) -> tuple[Node, ...]:
        node = self.block.get("resources")
        return node.elements if node is not None else ()


class Finding(NamedTuple):
    """A job that breaks a line of the policy."""

    subject: Subject
    problem: Problem


@cache
def _variables() -> dict[tuple[str, ...], str]:
    return {row.path: row.name for row in contract() if row.path}

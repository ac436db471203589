"""Resolved jobs -> stacks: which jobs share one Terraform root module, and where everything lies in the tree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from dativo_gen.clouds import Cloud
from dativo_gen.errors import Span
from dativo_gen.model.job import JobKey
from dativo_gen.node import Node
from dativo_gen.place import Place
from dativo_gen.resolve import Provision, ResolvedJob
from dativo_gen.terraform.backend import Backend
from dativo_gen.terraform.state_id import StateId

TERRAFORM = PurePosixPath("terraform")
JOBS = PurePosixPath("jobs")


@dataclass(frozen=True, slots=True, order=True)
class StackKey:
    """A stack's address; its folder in the tree."""

    tenant: str
    environment: str
    name: str

    @property
    def folder(self) -> PurePosixPath:
        """The folder of the root module, from the output folder."""
        return TERRAFORM / self.tenant / self.environment / self.name

    def __str__(self) -> str:
        return f"{self.tenant}/{self.environment}/{self.name}"


@dataclass(frozen=True, slots=True)
class PlannedJob:
    """A job that has Terraform."""

    job: ResolvedJob
    provision: Provision

    @property
    def key(self) -> JobKey:
        return self.job.key

    @property
    def place(self) -> Span:
        return self.provision.backend.span


@dataclass(frozen=True, slots=True)
class Stack:
    """One root module and its one state. `jobs` are in the order of their names, and never empty."""

    key: StackKey
    jobs: tuple[PlannedJob, ...]

    @property
    def first(self) -> Provision:
        return self.jobs[0].provision

    @property
    def cloud(self) -> Cloud:
        return self.first.cloud

    @property
    def backend(self) -> Backend:
        return self.first.backend

    @property
    def state(self) -> StateId:
        return self.first.state

    @property
    def workspace(self) -> str | None:
        node = self.first.workspace
        return node.text if node is not None else None

    @property
    def place(self) -> Place:
        """One job's region, account and project serve the others that have none; what is stated goes first."""
        return Place(
            _known(self.jobs, "region"),
            _known(self.jobs, "account_id"),
            _known(self.jobs, "project_id"),
            _known(self.jobs, "resource_group"),
            _known(self.jobs, "stated_account"),
        )


def _known(jobs: Sequence[PlannedJob], name: str) -> Node | None:
    stated = (node for each in jobs if (node := each.provision.block.get(name)) is not None)
    derived = (node for each in jobs if (node := getattr(each.provision.place, name)) is not None)
    return next(stated, None) or next(derived, None)


def plan_stacks(jobs: Iterable[ResolvedJob]) -> list[Stack]:
    """Jobs of one tenant and environment that name the same state share a stack; every other job has its own."""
    groups: dict[tuple[str, str, object], list[PlannedJob]] = {}
    for job in sorted(jobs, key=lambda each: each.key):
        if job.provision is not None:
            state = job.provision.state
            shared = state if state.shareable else job.provision.stack_name
            groups.setdefault((job.key.tenant, job.key.environment, shared), []).append(PlannedJob(job, job.provision))
    stacks = [Stack(_key(members), tuple(members)) for members in groups.values()]
    return sorted(stacks, key=lambda stack: stack.key)


def _key(members: Sequence[PlannedJob]) -> StackKey:
    """The name that the members ask for; `rules.one_name_per_stack` refuses several."""
    first = members[0]
    return StackKey(first.key.tenant, first.key.environment, first.provision.stack_name)


def job_path(key: JobKey) -> PurePosixPath:
    """Where the resolved job lies, from the output folder."""
    return JOBS / key.environment / key.tenant / f"{key.name}.yaml"


def output_names(member: PlannedJob) -> list[str]:
    """The outputs of a job's module that its stack passes on: all of a module that was read, else those named."""
    interface = member.provision.call.interface
    return sorted(interface.outputs if interface is not None else member.provision.outputs)

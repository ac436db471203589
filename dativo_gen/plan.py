"""Resolved jobs -> stacks: which jobs share one Terraform root module, and where everything lies in the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import PurePosixPath

from dativo_gen.clouds import Cloud
from dativo_gen.errors import Report, Span
from dativo_gen.model.job import JobKey
from dativo_gen.node import Node
from dativo_gen.place import Place
from dativo_gen.resolve import Provision, ResolvedJob, as_text
from dativo_gen.terraform.arguments import Argument, module_arguments
from dativo_gen.terraform.backend import Backend
from dativo_gen.terraform.state_id import StateId

TERRAFORM = PurePosixPath("terraform")
JOBS = PurePosixPath("jobs")
MODULES = TERRAFORM / "_modules"
"""Copies of bundled modules, for the stacks of all tenants; no tenant can have this name."""
_SERVED = ("region", "account_id", "project_id")
"""What the jobs of one stack must agree on. Resource groups may differ."""


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
    """A job that has Terraform, and the arguments of its module call."""

    job: ResolvedJob
    provision: Provision
    arguments: tuple[Argument, ...]

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
    place: Place

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


def plan_stacks(jobs: Iterable[ResolvedJob], report_for: Callable[[str], Report]) -> list[Stack]:
    """Jobs of one tenant and environment that name the same state share a stack; every other job has its own.

    What their modules refuse is reported for the job's file.
    """
    groups: dict[tuple[str, str, object], list[tuple[ResolvedJob, Provision]]] = {}
    for job in sorted(jobs, key=lambda each: each.key):
        if job.provision is not None:
            state = job.provision.state
            shared = state if state.shareable else job.provision.stack_name
            groups.setdefault((job.key.tenant, job.key.environment, shared), []).append((job, job.provision))
    stacks = [_stack(members, report_for) for members in groups.values()]
    return sorted(stacks, key=lambda stack: stack.key)


def _stack(members: Sequence[tuple[ResolvedJob, Provision]], report_for: Callable[[str], Report]) -> Stack:
    """The stack has the name that its first job asks for; `rules.one_name_per_stack` refuses several."""
    job, first = members[0]
    place = _shared_place([provision for _, provision in members])
    planned = tuple(
        PlannedJob(job, provision, _arguments(provision, place, report_for(job.file))) for job, provision in members
    )
    return Stack(StackKey(job.key.tenant, job.key.environment, first.stack_name), planned, place)


def _shared_place(provisions: Sequence[Provision]) -> Place:
    """One job's region, account and project serve the others that have none; a stated one goes before a derived one."""
    names = [field.name for field in fields(Place)]
    return Place(**{name: _known(provisions, name) for name in names})


def _known(provisions: Sequence[Provision], name: str) -> Node | None:
    stated = (node for each in provisions if (node := each.block.get(name)) is not None)
    known = (node for each in provisions if (node := getattr(each.place, name)) is not None)
    return next(stated, None) or next(known, None)


def _arguments(provision: Provision, place: Place, report: Report) -> tuple[Argument, ...]:
    """The module gets what its provider is configured with, also if another job of the stack states it."""
    shared = {name: as_text(node) for name in _SERVED if (node := getattr(place, name)) is not None}
    given = replace(provision.given, values={**shared, **provision.given.values})
    return module_arguments(given, provision.call, report)


def job_path(key: JobKey) -> PurePosixPath:
    """Where the resolved job lies, from the output folder."""
    return JOBS / key.environment / key.tenant / f"{key.name}.yaml"


def output_names(member: PlannedJob) -> list[str]:
    """The outputs of a job's module that its stack passes on: all of a module that was read, else those named."""
    interface = member.provision.call.interface
    return sorted(interface.outputs if interface is not None else member.provision.outputs)


def default_tags(jobs: Sequence[PlannedJob]) -> dict[str, Node]:
    """The tags that the provider of a stack adds to every resource: those that all jobs share, by emitted key.

    There are none where a module takes tags itself (what its neighbours have is not true of its resources), nor where
    the cloud's provider has no such thing.
    """
    takes_tags = any(argument.group == "tags" for member in jobs for argument in member.arguments)
    if takes_tags or not jobs or not jobs[0].provision.cloud.default_tags:
        return {}
    first, *others = [each.provision.given.outlets.nodes(each.provision.cloud.provider) for each in jobs]
    return {
        key: node
        for key, node in first.items()
        if all(key in other and other[key].value == node.value for other in others)
    }

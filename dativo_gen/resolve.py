"""What the author said of one job, its asset and its schedules -> everything that is known of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from dativo_gen.checks import judge, judge_sizes, read_compute, runtime_type
from dativo_gen.clouds import CLOUDS, Cloud
from dativo_gen.errors import Problem, Rejected, Report, Span
from dativo_gen.interpolate import Names, interpolate, references
from dativo_gen.model.asset import Asset
from dativo_gen.model.job import JobConfig, JobKey
from dativo_gen.model.runner import Schedule
from dativo_gen.model.settings import Settings
from dativo_gen.node import Node, made
from dativo_gen.place import Place, find_place
from dativo_gen.tags.judge import Bearer, judge_tags
from dativo_gen.tags.merge import merge_tags
from dativo_gen.tags.outlets import Outlets
from dativo_gen.tags.policy import NO_POLICY, TagPolicy
from dativo_gen.tags.tables import Tables, find_tables
from dativo_gen.tags.tag import Tags
from dativo_gen.terraform.arguments import Given
from dativo_gen.terraform.backend import Backend, read_backend
from dativo_gen.terraform.call import ModuleCall, Shelf, choose_module
from dativo_gen.terraform.contract import contract
from dativo_gen.terraform.state_id import StateId, stack_name_hint, state_id
from dativo_gen.terraform.workspace import with_workspace
from dativo_gen.units import spelled_cpu, spelled_memory


@dataclass(frozen=True, slots=True)
class Provision:
    """What Terraform needs of one job. `stack_name` is what the job asks for; `plan` groups by `state`.

    What the module is called with (`given`) is settled there too: the jobs of a stack serve each other's place.
    """

    cloud: Cloud
    place: Place
    backend: Backend
    workspace: Node | None
    state: StateId
    stack_name: str
    stack_span: Span
    call: ModuleCall
    given: Given
    outputs: Mapping[str, Node]
    block: Node

    @property
    def runtime(self) -> str | None:
        return runtime_type(self.block)


@dataclass(frozen=True, slots=True)
class ResolvedJob:
    """One job with nothing open. `inputs` are the files it was made from; `image` is what its container runs."""

    key: JobKey
    file: str
    config: JobConfig
    outlets: Outlets
    tables: Tables
    asset: Asset | None
    schedules: tuple[Schedule, ...]
    inputs: tuple[str, ...]
    provision: Provision | None
    image: Node | None = None

    @property
    def root(self) -> Node:
        return self.config.root

    @property
    def tags(self) -> Tags:
        return self.outlets.tags

    @property
    def written(self) -> Node:
        """The job as it is written for Dativo: with the properties of its tables."""
        return self.tables.applied(self.root)


@dataclass(frozen=True, slots=True)
class Sources:
    """What belongs to a job beside its own file."""

    file: str
    asset: Asset | None
    schedules: tuple[Schedule, ...]
    inputs: tuple[str, ...]
    identity: Mapping[str, Node]
    names: Names
    tag_policy: TagPolicy = NO_POLICY
    connector: Node | None = None


def resolve_job(config: JobConfig, sources: Sources, settings: Settings, shelf: Shelf, report: Report) -> ResolvedJob:
    """Everything about one job. Raises Rejected where its Terraform cannot be known."""
    node = config.root.get("infrastructure")
    extra = sources.tag_policy.extra(config.key, sources.names, report)
    tags = merge_tags(sources.identity, sources.asset, config.root, extra, report)
    bearer = Bearer(config.key, sources.file, config.root, config.provider)
    for problem in judge_tags(tags, bearer, sources.tag_policy):
        report(problem)
    outlets = Outlets(tags, bearer.provider, sources.tag_policy)
    tables = find_tables(config.root, sources.connector, sources.asset, outlets)
    for problem in tables.problems:
        report(problem)
    provision = None
    if config.block is not None:
        provision = _provision(config, outlets, sources, _Tools(settings, shelf, report))
    elif node is not None and node.is_mapping:
        for problem in judge_sizes(node):
            report(problem)
    image = settings.root.get("image")
    return ResolvedJob(
        config.key,
        sources.file,
        config,
        outlets,
        tables,
        sources.asset,
        sources.schedules,
        sources.inputs,
        provision,
        interpolate(image, sources.names, report) if image is not None and image.value is not None else None,
    )


@dataclass(frozen=True, slots=True)
class _Tools:
    settings: Settings
    shelf: Shelf
    report: Report


def _provision(config: JobConfig, outlets: Outlets, sources: Sources, tools: _Tools) -> Provision:
    block = config.block
    assert block is not None and config.provider is not None
    cloud = CLOUDS[config.provider]
    for problem in judge(cloud, block):
        tools.report(problem)
    place = find_place(cloud, block, tools.report)
    wrong: list[Problem] = []
    chosen = _tried(lambda: _backend(block, cloud, config, sources, tools), wrong)
    modules = tools.settings.layer("modules")
    call = _tried(lambda: choose_module(block, sources.file, modules, tools.shelf, tools.report), wrong)
    if chosen is None or call is None:
        raise Rejected(wrong)
    backend, name, name_span = chosen
    workspace = block.get("terraform", "workspace")
    backend = with_workspace(backend, workspace, tools.report)
    span = _own_place(sources, call.span, (block.get("terraform") or block).key_span, block.key_span)
    for problem in outlets.reported():
        tools.report(problem)
    given = Given(_values(block, place, sources.identity), outlets, block, cloud, span)
    return Provision(
        cloud=cloud,
        place=place,
        backend=backend,
        workspace=workspace,
        state=state_id(backend, workspace.text if workspace is not None else None),
        stack_name=name,
        stack_span=name_span,
        call=call,
        given=given,
        outputs=_outputs(block, call, tools.report),
        block=block,
    )


def _own_place(sources: Sources, *spans: Span) -> Span:
    """The first that lies in the job's own file; what is said of a layer's line would name none of its jobs."""
    return next((span for span in spans if span.file == sources.file), Span(sources.file))


T = TypeVar("T")


def _tried(step: Callable[[], T], wrong: list[Problem]) -> T | None:
    """What a step gives. What stops it is put aside: a job hears of a wrong backend and a wrong module at once."""
    try:
        return step()
    except Rejected as rejected:
        wrong += rejected.problems
        return None


def _values(block: Node, place: Place, identity: Mapping[str, Node]) -> dict[str, Node]:
    """The contract's values that are known; sizes in the spelling of the runtime."""
    values = dict(identity)
    for row in contract():
        node = getattr(place, row.name) if row.group == "place" else block.get(*row.path) if row.path else None
        if node is not None and node.value is not None:
            values[row.name] = as_text(node) if row.type == "string" else node
    compute, kind = read_compute(block), runtime_type(block)
    if compute.cpu_millicores is not None:
        values["compute_cpu"] = _respelled(values["compute_cpu"], spelled_cpu(kind, compute.cpu_millicores))
    if compute.memory_bytes is not None:
        spelled = spelled_memory(kind, compute.memory_bytes)
        values["compute_memory"] = _respelled(values["compute_memory"], spelled)
    return values


def as_text(node: Node) -> Node:
    """A scalar as the text that its author wrote."""
    text = node.text
    return node if node.value == text and node.written is None else node.with_text(text)


def _respelled(node: Node, text: str) -> Node:
    return node.with_text(text)


def _backend(
    block: Node, cloud: Cloud, config: JobConfig, sources: Sources, tools: _Tools
) -> tuple[Backend, str, Span]:
    """The backend, and the name that the stack gets, with the place of that."""
    stack = block.get("terraform", "stack")
    name = stack.text if stack is not None else config.key.name
    span = stack.span if stack is not None else sources.identity["job_name"].span
    stated = block.get("terraform", "backend")
    if stated is not None and (not stated.is_mapping or stated.items):
        backend = read_backend(stated, cloud.default_backend, tools.report)
        hint = stack_name_hint(backend) if stack is None else None
        return backend, hint or name, backend.span if hint else span
    default = _default_state(cloud, tools)
    if default is None:
        place = _own_place(sources, (block.get("terraform") or block).key_span, block.key_span)
        message = "no backend is stated, so the state lies in the stack's folder, on one machine"
        hint = "add `terraform: {backend_config: ...}`, or a default under `state` in the settings"
        tools.report(Problem(place, "backend-local", message, hint))
        return Backend("local", {}, place), name, span
    names = sources.names.with_values({"stack": made(name, span)})
    return read_backend(_named(default, names, tools), cloud.default_backend, tools.report), name, span


def _default_state(cloud: Cloud, tools: _Tools) -> Node | None:
    state = tools.settings.layer("state")
    found = (state.get(cloud.provider) or state.get("default")) if state else None
    return found if found is not None and found.value is not None else None


def _named(default: Node, names: Names, tools: _Tools) -> Node:
    """The settings' backend for one stack; without a name per stack, all jobs would fall into one state."""
    if default.is_mapping and not references(default) & {"stack", "job_name", "JOB_NAME"}:
        message = "this state is for every job, but nothing in it tells their stacks apart"
        hint = "use `${stack}` in the state's key or prefix, as `${tenant_id}/${environment}/${stack}.tfstate`"
        raise Rejected([Problem(default.key_span, "state-unnamed", message, hint)])
    return interpolate(default, names, tools.report)


def _outputs(block: Node, call: ModuleCall, report: Report) -> Mapping[str, Node]:
    """`terraform.outputs`: module output -> the job value it is meant for; unknown outputs are reported."""
    node = block.get("terraform", "outputs")
    outputs: Mapping[str, Node] = node.items if node is not None else {}
    if call.interface is None:
        return outputs
    for name, child in outputs.items():
        if name not in call.interface.outputs:
            known = ", ".join(sorted(call.interface.outputs)) or "no outputs"
            message = f"the module has no output `{name}`"
            report(Problem(child.key_span, "output-unknown", message, f"it has {known}"))
    return outputs

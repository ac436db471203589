"""A stack -> what the templates of a root module ask for; every name is computed here, none in a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from dativo_gen.errors import Span
from dativo_gen.memory import Leaving, Past, Renaming
from dativo_gen.node import Node, made
from dativo_gen.place import Place
from dativo_gen.plan import PlannedJob, StackKey, default_tags, output_names
from dativo_gen.record import record
from dativo_gen.shell import Provider, Shell
from dativo_gen.terraform.arguments import Argument
from dativo_gen.terraform.backend import Backend
from dativo_gen.terraform.hcl import comment
from dativo_gen.terraform.source import source_argument, version_argument
from dativo_gen.terraform.workspace import DEFAULT

SOURCES_SHOWN = 5


class Code(str):
    """HCL that was made here, not by a user; the only text that a template may write without a filter."""

    __slots__ = ()


@record(frozen=True, slots=True)
class ArgumentView:
    """An argument of a module call and the attribute of the root variable that carries it."""

    name: str
    value: Node
    type: Code
    reference: Code


@record(frozen=True, slots=True)
class OutputView:
    """A root output that passes on one of a module."""

    name: str
    description: str
    sensitive: bool
    reference: Code
    span: Span


@record(frozen=True, slots=True)
class JobView:
    """One module call. `label` names it for ever: its address in the state hangs on it.

    `pin` is the place of the version where that became a part of the source.
    """

    label: Node
    variable: str
    description: str
    comment: Code
    source: Node
    pin: Span | None
    version: Node | None
    groups: tuple[tuple[ArgumentView, ...], ...]
    outputs: tuple[OutputView, ...]

    @property
    def arguments(self) -> tuple[ArgumentView, ...]:
        return tuple(argument for group in self.groups for argument in group)


@record(frozen=True, slots=True)
class Attribute:
    """`name = value` in a backend."""

    name: str
    value: Node


@record(frozen=True, slots=True)
class BlockView:
    """A block in a backend, such as `workspaces {}`."""

    name: str
    attributes: tuple[Attribute, ...]
    span: Span


@record(frozen=True, slots=True)
class BackendView:
    """The backend as HCL writes it: attributes first, then blocks."""

    type: str
    attributes: tuple[Attribute, ...]
    blocks: tuple[BlockView, ...]
    span: Span

    @property
    def empty(self) -> bool:
        return not (self.attributes or self.blocks)


@record(frozen=True, slots=True)
class StackView:
    """Everything that a root module says."""

    key: StackKey
    header: Code
    jobs: tuple[JobView, ...]
    leaving: tuple[Leaving, ...]
    renamed: tuple[Renaming, ...]
    workspace: Node | str
    workspace_checked: bool
    workspace_message: str
    required_version: str
    providers: tuple[Provider, ...]
    backend: BackendView
    partial: bool
    place: Place
    cluster: Node | None
    default_tags: Node | None = None


@record(frozen=True, slots=True)
class Frame:
    """What surrounds a stack: the output folder from the root, the stack's input files, `state.partial`."""

    output: PurePosixPath
    files: tuple[str, ...]
    partial: bool


def stack_view(shell: Shell, jobs: Sequence[PlannedJob], past: Past, frame: Frame) -> StackView:
    """The view of a stack, or of what is left of one (`jobs` empty)."""
    workspace = _workspace(shell)
    backend = _backend(shell.backend)
    # a cloud block is read by no `-backend-config`, and a backend without arguments has nothing to leave out
    partial = frame.partial and shell.backend.type != "cloud" and not backend.empty
    return StackView(
        key=shell.key,
        header=header(frame.files),
        jobs=tuple(_job(member, frame.output / shell.key.folder) for member in jobs),
        leaving=past.leaving,
        renamed=past.renamed,
        workspace=workspace if workspace is not None else DEFAULT,
        workspace_checked=shell.backend.rules.workspaces != "named",
        workspace_message=_message(workspace.text if workspace is not None else DEFAULT),
        required_version=shell.required_version,
        providers=shell.providers,
        default_tags=_default_tags(jobs),
        backend=backend,
        partial=partial,
        place=shell.place,
        cluster=shell.cluster,
    )


def header(files: Iterable[str]) -> Code:
    """The first lines of every file: who made it, from what, and not to edit it."""
    names = sorted(set(files))
    lines = ["# Made by dativo-gen. Do not edit: change the source and render again."]
    lines += [comment(f"Source: {name}") for name in names[:SOURCES_SHOWN]]
    if len(names) > SOURCES_SHOWN:
        lines.append(f"# Source: {len(names) - SOURCES_SHOWN} more, all in .dativo-gen.json")
    return Code("\n".join(lines))


def _default_tags(jobs: Sequence[PlannedJob]) -> Node | None:
    """What the provider's block adds to every resource."""
    shared = default_tags(jobs)
    return made(shared, jobs[0].provision.block.key_span) if shared else None


def _workspace(shell: Shell) -> Node | None:
    """The stated workspace; `cloud` and `remote` may name theirs in the backend alone."""
    named = shell.backend.arguments.get("workspaces") if shell.backend.rules.workspaces == "named" else None
    return shell.workspace or (named.get("name") if named is not None else None)


def _message(workspace: str) -> str:
    """The command stands on a line of its own, since Terraform breaks lines at about 78 characters (tried)."""
    return f"This stack belongs to the workspace {workspace}. Run:\n  TF_WORKSPACE={workspace} terraform plan"


def _job(member: PlannedJob, folder: PurePosixPath) -> JobView:
    name, call = member.key.name, member.provision.call
    stated = member.job.root.get("name")
    variable = f"job_{name}"
    version = version_argument(call.source)
    place = call.version.span if call.version is not None else call.span
    source = source_argument(call.source, folder)
    return JobView(
        label=made(name, stated.span if stated is not None else Span(member.job.file)),
        variable=variable,
        description=f"What the module of the job {name} receives.",
        comment=Code(comment(member.job.file)),
        source=made(source, call.span),
        pin=place if version is None else None,
        version=made(version, place) if version is not None else None,
        groups=tuple(_groups(member.arguments, variable)),
        outputs=tuple(_outputs(member)),
    )


def _groups(arguments: Sequence[Argument], variable: str) -> Iterable[tuple[ArgumentView, ...]]:
    for _, group in groupby(arguments, key=lambda argument: argument.group):
        yield tuple(
            ArgumentView(argument.name, argument.value, Code(argument.type), Code(f"var.{variable}.{argument.name}"))
            for argument in group
        )


def _outputs(member: PlannedJob) -> Iterable[OutputView]:
    interface, stated = member.provision.call.interface, member.provision.outputs
    name = member.key.name
    for output in output_names(member):
        declared = interface.outputs.get(output) if interface is not None else None
        known = declared.description if declared is not None else ""
        yield OutputView(
            name=f"{name}_{output}",
            description=known or f"The output {output} of the module of the job {name}.",
            sensitive=declared.sensitive if declared is not None else False,
            reference=Code(f"module.{name}.{output}"),
            span=stated[output].key_span if output in stated else member.provision.call.span,
        )


def _backend(backend: Backend) -> BackendView:
    plain = {name: node for name, node in backend.arguments.items() if name not in backend.blocks}
    return BackendView(
        type=backend.type,
        attributes=_attributes(plain),
        blocks=tuple(
            BlockView(name, _attributes(backend.arguments[name].items), backend.arguments[name].key_span)
            for name in sorted(backend.blocks)
        ),
        span=backend.span,
    )


def _attributes(nodes: Mapping[str, Node]) -> tuple[Attribute, ...]:
    return tuple(Attribute(name, node) for name, node in nodes.items() if node.value is not None)

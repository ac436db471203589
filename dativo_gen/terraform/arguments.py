"""A job's values -> the arguments of its module call, as the module's own variables ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from dativo_gen.clouds import Cloud
from dativo_gen.errors import Problem, Report, Span
from dativo_gen.node import Node, made, plain
from dativo_gen.suggest import nearest
from dativo_gen.tags.outlets import Outlets, as_node
from dativo_gen.terraform.call import ModuleCall
from dativo_gen.terraform.contract import IDENTITY, ContractVariable, contract
from dativo_gen.terraform.module import Interface, Variable
from dativo_gen.terraform.tag_inputs import tag_inputs
from dativo_gen.terraform.types import misfit, type_of

RESERVED = frozenset(
    ("source", "version", "providers", "count", "for_each", "depends_on", "lifecycle", "locals", "provider", "_")
)
"""Names that no module can declare as a variable (Terraform 1.11 and 1.15, tried)."""
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_OCTAL_OR_BASE_60 = re.compile(r"[-+]?(0[0-9_]+|[0-9_]+(:[0-9]+)+)")
_TRUE_FALSE = ("true", "false")


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a module call. `type` is the HCL type of the root variable's attribute that carries it."""

    name: str
    group: str
    type: str
    value: Node


@dataclass(frozen=True, slots=True)
class Given:
    """What a job has to give: the contract's values by name, its tags, and `block`, its `infrastructure`.

    `span` is where to speak of the module as a whole: always in the job's own file, also if a layer names the module.
    `offers` go only to a module that was read and has a variable of that name and type; no job asks for them.
    """

    values: Mapping[str, Node]
    outlets: Outlets
    block: Node
    cloud: Cloud
    span: Span
    offers: Mapping[str, Argument] = field(default_factory=dict)

    @property
    def runtime(self) -> str | None:
        """`runtime.type`."""
        node = self.block.get("runtime", "type")
        return node.text if node is not None and node.value is not None else None

    @property
    def variables(self) -> Mapping[str, Node]:
        """`terraform.variables`."""
        node = self.block.get("terraform", "variables")
        return node.items if node is not None else {}


def module_arguments(given: Given, call: ModuleCall, report: Report) -> tuple[Argument, ...]:
    """The arguments in the order in which they are written. Reports what the module would refuse or never see."""
    if call.interface is None:
        return _for_unread(given, report)
    return _for_read(given, call.interface, report)


def _for_unread(given: Given, report: Report) -> tuple[Argument, ...]:
    """A module that nobody has read gets the integration guide's variables that are set."""
    chosen = {row.name: _from_contract(row, given) for row in contract() if row.known and row.name in given.values}
    takers = tag_inputs(given.cloud, given.runtime, None)
    chosen |= _tag_arguments(given, takers, report)
    _put_own(chosen, _stated_variables(given, takers, report), {}, report)
    _warn_unread(given, chosen, report)
    return _ordered(chosen)


def _for_read(given: Given, interface: Interface, report: Report) -> tuple[Argument, ...]:
    """A module that was read decides by the variables that it declares."""
    declared = interface.variables
    chosen = {
        row.name: _from_contract(row, given) for row in contract() if row.name in declared and row.name in given.values
    }
    chosen |= {name: each for name, each in given.offers.items() if _takes(declared.get(name), each)}
    takers = tag_inputs(given.cloud, given.runtime, interface)
    if not takers:
        _nowhere(given, report)
    chosen |= _tag_arguments(given, takers, report)
    stated = _stated_variables(given, takers, report)
    for name, node in stated.items():
        _judge_name(name, node, interface, report)
    _put_own(chosen, {name: node for name, node in stated.items() if name in declared}, interface.variables, report)
    for argument in chosen.values():
        _judge_type(argument, declared[argument.name], report)
    for name, variable in declared.items():
        if variable.required and name not in chosen:
            message = f"the module needs `{name}` (declared at {variable.span}), and the job does not give it"
            report(Problem(given.span, "module-argument-missing", message, f"set {_where(name)}"))
    return _ordered(chosen)


def _takes(declared: Variable | None, offer: Argument) -> bool:
    """Whether a variable was meant for what is offered; one of any type may be about something else."""
    return declared is not None and declared.type != "any" and misfit(plain(offer.value), declared.type) is None


def _nowhere(given: Given, report: Report) -> None:
    """Where a user makes this a warning, the provider carries the tags: what they lose by that is told too."""
    message = "the module has no input `tags` or `labels` that takes a map, so its call carries none of this job's tags"
    hint = f'declare `variable "{given.cloud.tags_argument}" {{ type = map(string) }}`'
    report(Problem(given.span, "tags-nowhere", message, hint))
    for problem in given.outlets.emitted(given.cloud.provider).problems if given.cloud.default_tags else ():
        report(problem)


def _put_own(
    chosen: dict[str, Argument], stated: Mapping[str, Node], declared: Mapping[str, Variable], report: Report
) -> None:
    """`terraform.variables` wins over what the contract gives; null leaves out."""
    for name, node in stated.items():
        chosen.pop(name, None)
        if node.value is not None and not _yaml_changed(name, node, declared.get(name), report):
            chosen[name] = _own(name, node)


def _where(name: str) -> str:
    row = next((row for row in contract() if row.name == name and row.path), None)
    return f"`infrastructure.{'.'.join(row.path) if row else f'terraform.variables.{name}'}`"


def _stated_variables(given: Given, takers: Mapping[str, str], report: Report) -> dict[str, Node]:
    """`terraform.variables` without what may not be there; each such one is reported."""
    kept: dict[str, Node] = {}
    protected = (*IDENTITY, *takers)
    for name, node in given.variables.items():
        if name in RESERVED or not _IDENTIFIER.fullmatch(name):
            why = "Terraform keeps this name for itself" if name in RESERVED else "it is no HCL identifier"
            message = f"`terraform.variables.{name}` can be no variable of a module: {why}"
            hint = "the module's variable is `cloud_provider`" if name == "provider" else "rename it in the module"
            report(Problem(node.key_span, "variable-name", message, hint))
        elif name in protected and not _same_as_protected(name, node, given, takers):
            message = f"`terraform.variables.{name}` is not the {name} of this job, which the module receives"
            report(Problem(node.key_span, "variable-protected", message, "take it away; it is passed by itself"))
        elif name not in protected:
            kept[name] = node
    return kept


def _same_as_protected(name: str, node: Node, given: Given, takers: Mapping[str, str]) -> bool:
    if name in takers:
        return plain(node) in (given.outlets.tags.plain(), given.outlets.emitted(takers[name]).tags)
    return node.is_scalar and node.text == given.values[name].text


def _from_contract(row: ContractVariable, given: Given) -> Argument:
    return Argument(row.name, row.group, row.type, given.values[row.name])


def _tag_arguments(given: Given, takers: Mapping[str, str], report: Report) -> dict[str, Argument]:
    """The job's tags in the form of each input that takes some. Reports what gets lost or bent on the way."""
    span = (given.block.get("tags") or given.block).key_span
    found = {}
    for name, destination in takers.items():
        emitted = given.outlets.emitted(destination)
        for problem in emitted.problems:
            report(problem)
        nodes = {entry.key: as_node(entry) for entry in emitted.entries}
        found[name] = Argument(name, "tags", "map(string)", made(nodes, span))
    return found


def _own(name: str, node: Node) -> Argument:
    """An argument that `terraform.variables` states; its type follows its value."""
    row = next((row for row in contract() if row.name == name), None)
    try:
        kind = type_of(plain(node))
    except ValueError:
        kind = "any"  # a map of unlike values: an attribute of this type keeps it as it is (tried)
    return Argument(name, row.group if row else "variables", kind, node)


def _yaml_changed(name: str, node: Node, declared: Variable | None, report: Report) -> bool:
    """Whether YAML reads a part of the value as something else than its author wrote; each such part is reported."""
    no_flag = declared is not None and not any(word in declared.type for word in ("bool", "any"))
    found = list(_changed_leaves(node, no_flag))
    for leaf in found:
        message = f"`terraform.variables.{name}` holds {leaf.written}, which YAML reads as {_shown(leaf)}"
        hint = f'write "{leaf.written}" if it is meant as text, else {_shown(leaf)}'
        report(Problem(leaf.span, "yaml-number", message, hint))
    return bool(found)


def _changed_leaves(node: Node, no_flag: bool) -> Iterator[Node]:
    for child in (*node.items.values(), *node.elements):
        yield from _changed_leaves(child, no_flag)
    if node.written is None:
        return
    if isinstance(node.value, bool):
        if no_flag and node.written.lower() not in _TRUE_FALSE:
            yield node
    elif isinstance(node.value, int) and _OCTAL_OR_BASE_60.fullmatch(node.written):
        yield node


def _shown(leaf: Node) -> str:
    return str(leaf.value).lower()


def _judge_name(name: str, node: Node, interface: Interface, report: Report) -> None:
    if name in interface.variables:
        return
    near = nearest(name, interface.variables)
    known = ", ".join(sorted(interface.variables))
    hint = f"did you mean `{near}`?" if near else f"it declares {known}"
    report(Problem(node.key_span, "variable-unknown", f"the module declares no variable `{name}`", hint))


def _judge_type(argument: Argument, declared: Variable, report: Report) -> None:
    wrong = misfit(plain(argument.value), declared.type)
    if wrong:
        kind = " ".join(declared.type.split())
        message = f"the module's `{argument.name}` takes {kind}, but the value {wrong}"
        hint = f"the module declares it at {declared.span}"
        report(Problem(argument.value.span, "variable-type", message, hint))


def _warn_unread(given: Given, passed: Mapping[str, Argument], report: Report) -> None:
    """One warning a job: what such a module probably asks for and does not get, and what was said for nothing."""
    missing = [f"`{row.name}`" for row in contract() if row.required and not _decided(row.name, given, passed)]
    unseen = list(_not_received(given, passed))
    said = []
    if missing:
        said.append(f"it gets no {', '.join(missing)}, which the integration guide's module requires")
    if unseen:
        said.append(f"it does not receive {', '.join(unseen)}")
    if said:
        message = f"the module was not read: {'; '.join(said)}"
        hint = "run `dativo-gen modules fetch`, or put what it declares under `terraform.variables`"
        report(Problem(given.span, "module-unread", message, hint))


def _decided(name: str, given: Given, passed: Mapping[str, Argument]) -> bool:
    """Whether the module gets a variable, or `terraform.variables` sets it to null: left out on purpose."""
    return name in passed or name in given.variables


def _not_received(given: Given, passed: Mapping[str, Argument]) -> Iterator[str]:
    """Stated values that go neither to the module nor into the provider's configuration."""
    for row in contract():
        node = given.block.get(*row.path) if row.path else None
        own = any(_decided(name, given, passed) for name in (row.name, "_".join(row.path)))
        if node is not None and not own and given.cloud.provider not in row.configures:
            yield f"`{'.'.join(row.path)}`"


_GROUPS = ("identity", "runtime", "compute", "networking", "storage", "run", "dagster", "place", "variables", "tags")


def _ordered(arguments: Mapping[str, Argument]) -> tuple[Argument, ...]:
    """By group, in the contract's order, then by name; the same for any order in the YAML."""
    ranks = {row.name: index for index, row in enumerate(contract())}
    last = len(ranks)
    return tuple(
        sorted(
            arguments.values(),
            key=lambda each: (_GROUPS.index(each.group), ranks.get(each.name, last), each.name),
        )
    )

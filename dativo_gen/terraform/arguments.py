"""A job's values -> the arguments of its module call, as the module's own variables ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dativo_gen.errors import Problem, Report
from dativo_gen.node import Node, made, plain
from dativo_gen.suggest import nearest
from dativo_gen.tags.tag import Tags
from dativo_gen.terraform.call import ModuleCall
from dativo_gen.terraform.contract import PROTECTED, ContractVariable, contract
from dativo_gen.terraform.module import Interface
from dativo_gen.terraform.types import misfit, type_of

RESERVED = frozenset(
    (
        "source",
        "version",
        "providers",
        "count",
        "for_each",
        "depends_on",
        "lifecycle",
        "locals",
        "provider",
        "_",
    )
)
"""Names that no module can declare as a variable (Terraform 1.11 and 1.15, tried)."""
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a module call. `type` is the HCL type of the root variable's attribute that carries it."""

    name: str
    group: str
    type: str
    value: Node


@dataclass(frozen=True, slots=True)
class Given:
    """What a job has to give: the contract's values by name, its tags, and `terraform.variables`."""

    values: Mapping[str, Node]
    tags: Tags
    variables: Node | None
    block: Node


def module_arguments(given: Given, call: ModuleCall, report: Report) -> tuple[Argument, ...]:
    """The arguments in the order in which they are written. Reports what the module would refuse or never see."""
    if call.interface is None:
        return _for_unread(given, call, report)
    return _for_read(given, call, call.interface, report)


def _for_unread(given: Given, call: ModuleCall, report: Report) -> tuple[Argument, ...]:
    """A module that nobody has read gets the integration guide's variables that are set."""
    stated = _stated_variables(given, report)
    chosen = {row.name: _from_contract(row, given) for row in contract() if row.known and row.name in given.values}
    chosen["tags"] = _tags_argument("tags", given)
    own = {name: _own(name, node, report) for name, node in stated.items() if node.value is not None}
    unset = {name for name, node in stated.items() if node.value is None}
    everything = {name: argument for name, argument in {**chosen, **own}.items() if argument and name not in unset}
    _warn_unread(given, call, everything, report)
    return _ordered(everything)


def _for_read(given: Given, call: ModuleCall, interface: Interface, report: Report) -> tuple[Argument, ...]:
    """A module that was read decides by the variables that it declares."""
    declared = interface.variables
    stated = _stated_variables(given, report)
    chosen: dict[str, Argument] = {}
    for row in contract():
        if row.name in declared and row.name in given.values:
            chosen[row.name] = _from_contract(row, given)
    carrier = next((name for name in ("tags", "labels") if name in declared), None)
    if carrier:
        chosen[carrier] = _tags_argument(carrier, given)
    else:
        message = "the module has no input `tags` or `labels`, so this job's tags would reach no resource"
        report(Problem(call.span, "tags-nowhere", message, 'declare `variable "tags" { type = map(string) }` in it'))
    for name, node in stated.items():
        _judge_name(name, node, interface, report)
        argument = _own(name, node, report) if node.value is not None and name in declared else None
        chosen.pop(name, None)
        if argument:
            chosen[name] = argument
    for name, argument in chosen.items():
        _judge_type(argument, declared[name].type, report)
    for name, variable in declared.items():
        if variable.required and name not in chosen:
            where = _where(name)
            message = f"the module needs `{name}` (declared at {variable.span}), and the job does not give it"
            report(Problem(call.span, "module-argument-missing", message, f"set {where}"))
    return _ordered(chosen)


def _where(name: str) -> str:
    row = next((row for row in contract() if row.name == name and row.path), None)
    place = f"`infrastructure.{'.'.join(row.path)}`" if row else f"`infrastructure.{name}`"
    simple = row or name in ("region", "account_id", "project_id", "resource_group")
    return place if simple else f"`infrastructure.terraform.variables.{name}`"


def _stated_variables(given: Given, report: Report) -> dict[str, Node]:
    """`terraform.variables` without what may not be there; each such one is reported."""
    kept: dict[str, Node] = {}
    for name, node in (given.variables.items if given.variables else {}).items():
        if name in RESERVED or not _IDENTIFIER.fullmatch(name):
            why = "Terraform keeps this name for itself" if name in RESERVED else "it is no HCL identifier"
            message = f"`terraform.variables.{name}` can be no variable of a module: {why}"
            hint = "the module's variable is `cloud_provider`" if name == "provider" else "rename it in the module"
            report(Problem(node.key_span, "variable-name", message, hint))
        elif name in PROTECTED and not _same_as_protected(name, node, given):
            message = f"`terraform.variables.{name}` would give the module another {name} than the job's"
            report(Problem(node.key_span, "variable-protected", message, "take it away; it is passed by itself"))
        elif name not in PROTECTED:
            kept[name] = node
    return kept


def _same_as_protected(name: str, node: Node, given: Given) -> bool:
    if name in ("tags", "labels"):
        return bool(plain(node) == given.tags.plain())
    return node.is_scalar and node.text == given.values[name].text


def _from_contract(row: ContractVariable, given: Given) -> Argument:
    return Argument(row.name, row.group, row.type, given.values[row.name])


def _tags_argument(name: str, given: Given) -> Argument:
    nodes = {tag.key: replace(tag.node, value=tag.text, written=None, overrode=()) for tag in given.tags.items}
    stated = given.block.get("tags")
    return Argument(name, "tags", "map(string)", made(nodes, (stated or given.block).key_span))


def _own(name: str, node: Node, report: Report) -> Argument | None:
    """An argument that `terraform.variables` states; its type follows its value."""
    row = next((row for row in contract() if row.name == name), None)
    try:
        kind = type_of(plain(node))
    except ValueError as error:
        message = f"`terraform.variables.{name}` has no Terraform type: {error}"
        report(Problem(node.span, "variable-type", message, "give all its values one type"))
        return None
    return Argument(name, row.group if row else "variables", kind, node)


def _judge_name(name: str, node: Node, interface: Interface, report: Report) -> None:
    if name in interface.variables:
        return
    near = nearest(name, interface.variables)
    known = ", ".join(sorted(interface.variables))
    hint = f"did you mean `{near}`?" if near else f"it declares {known}"
    report(Problem(node.key_span, "variable-unknown", f"the module declares no variable `{name}`", hint))


def _judge_type(argument: Argument, declared: str, report: Report) -> None:
    wrong = misfit(plain(argument.value), declared)
    if wrong:
        message = f"the module's `{argument.name}` takes {declared}, but the value {wrong}"
        report(Problem(argument.value.span, "variable-type", message, ""))


def _warn_unread(given: Given, call: ModuleCall, passed: Mapping[str, Argument], report: Report) -> None:
    """One warning a job: what such a module probably asks for and does not get, and what was said for nothing."""
    missing = [row.name for row in contract() if row.required and row.name not in passed]
    unseen = list(_not_received(given, passed))
    said = []
    if missing:
        said.append(f"it gets no {', '.join(missing)}, which the integration guide's module requires")
    if unseen:
        said.append(f"it does not receive {', '.join(unseen)}")
    if said:
        message = f"the module was not read: {'; '.join(said)}"
        hint = "put what it declares under `terraform.variables`, or use a module in this repository"
        report(Problem(call.span, "module-unread", message, hint))


def _not_received(given: Given, passed: Mapping[str, Argument]) -> Iterator[str]:
    for row in contract():
        own = any(name in passed for name in (row.name, "_".join(row.path)))
        if row.path and row.path != ("provider",) and row.name in given.values and not row.known and not own:
            yield f"`{'.'.join(row.path)}`"


_GROUPS = ("identity", "runtime", "compute", "networking", "storage", "dagster", "place", "variables", "tags")


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

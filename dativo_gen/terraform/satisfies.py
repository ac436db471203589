"""What a module declares -> what it lacks, asks too much or takes wrongly, measured against the module contract."""

from __future__ import annotations

from collections.abc import Iterator

from dativo_gen.errors import Problem, Span
from dativo_gen.terraform.contract import ContractVariable, contract
from dativo_gen.terraform.module import Interface, Variable
from dativo_gen.terraform.tag_inputs import ANNOTATIONS, INPUTS, LABELS, TAGS
from dativo_gen.terraform.types import misfit

OUTPUTS = ("cluster_arn", "task_role_arn", "security_group_id", "bucket_name", "kms_key_id", "tags")
"""What a module should tell (integration guide, "Module Outputs")."""

_SAMPLES = {
    "string": "a text",
    "number": 3600,
    "bool": True,
    "list(string)": ["a text"],
    "map(string)": {"key": "text"},
}
"""A value of each of the contract's types; text that is no number, as `500m` is none."""


_ONLY_OF = {
    "account_id": frozenset({"aws", "azurerm", "azapi"}),
    "project_id": frozenset({"google", "google-beta"}),
    "resource_group": frozenset({"azurerm", "azapi"}),
}
"""Variables that mean nothing to modules for other providers."""


def judge_contract(interface: Interface, module: Span) -> list[Problem]:
    """What keeps a module from any job of the contract (errors), and what it will not hear of or tell (warnings).

    `module` is where to speak of what is not there.
    """
    problems = [*_reserved(interface), *_missing(interface, module), *_asked(interface), *_tags(interface, module)]
    rows = {row.name: row.type for row in contract()} | dict.fromkeys(INPUTS, "map(string)")
    for name, kind in rows.items():
        if name in interface.variables and name not in (TAGS, LABELS, ANNOTATIONS):
            problems += _mistyped(interface.variables[name], kind)
    return sorted({*problems, *_untold(interface, module)})


def _reserved(interface: Interface) -> Iterator[Problem]:
    if "provider" in interface.variables:
        message = "no module can have a variable `provider`: Terraform keeps this name for itself"
        place = interface.variables["provider"].span
        yield Problem(place, "contract-variable", message, "call it `cloud_provider`")


def _missing(interface: Interface, module: Span) -> Iterator[Problem]:
    """The guide's variables must be there, for a value of theirs is lost without; of the others a word is enough."""
    for row in contract():
        if row.name in interface.variables:
            continue
        if row.known:
            message = f"the module has no variable `{row.name}`, so it never gets {_what(row)}"
            yield Problem(module, "contract-variable", message, _declare(row))
        elif _of_its_cloud(row.name, interface):
            message = f"the module has no variable `{row.name}`; {_what(row)} does not reach it"
            yield Problem(module, "contract-optional", message, f"{_declare(row)}, if it has a use for it")


def _of_its_cloud(name: str, interface: Interface) -> bool:
    known = frozenset(interface.required_providers)
    return name not in _ONLY_OF or not known or not known.isdisjoint(_ONLY_OF[name])


def _declare(row: ContractVariable) -> str:
    """What a job may leave out has a default."""
    default = "" if row.required else " and `default = null`"
    return f'declare `variable "{row.name}"` with `type = {row.type}`{default}'


def _what(row: ContractVariable) -> str:
    return f"a job's `{'.'.join(row.path)}`" if row.path else f"the {row.name} of its job"


def _asked(interface: Interface) -> Iterator[Problem]:
    """Every job must be able to give what the module cannot do without."""
    rows = {row.name: row for row in contract()}
    for name, variable in interface.variables.items():
        if not variable.required or name in INPUTS or (name in rows and rows[name].required):
            continue
        if name in rows:
            message = f"the module cannot do without `{name}`, which a job may leave out"
            yield Problem(variable.span, "contract-required", message, "give it a default, `null` for none")
        elif name != "provider":
            message = f"the module cannot do without `{name}`, which is not in the contract"
            hint = "give it a default; else every job must set it under `terraform.variables`"
            yield Problem(variable.span, "contract-required", message, hint)


def _tags(interface: Interface, module: Span) -> Iterator[Problem]:
    found = [interface.variables[name] for name in INPUTS if name in interface.variables]
    if not found:
        hint = 'declare `variable "tags"` (`labels` on Google Cloud) with `type = map(string)` and `default = {}`'
        message = "the module has no variable `tags` or `labels`, so the tags of its job reach no resource"
        yield Problem(module, "contract-variable", message, hint)
    elif all(_refused(each, "map(string)") for each in found):
        for each in found:
            yield from _mistyped(each, "map(string)")


def _refused(variable: Variable, kind: str) -> str | None:
    return misfit(_SAMPLES[kind], variable.type)


def _mistyped(variable: Variable, kind: str) -> Iterator[Problem]:
    if _refused(variable, kind):
        declared = " ".join(variable.type.split())
        message = f"`{variable.name}` takes {declared}, but the contract gives it {kind}"
        yield Problem(variable.span, "contract-type", message, f"write `type = {kind}`")


def _untold(interface: Interface, module: Span) -> Iterator[Problem]:
    for name in OUTPUTS:
        if name not in interface.outputs:
            message = f"the module has no output `{name}`"
            hint = f'add `output "{name}"`, or the nearest equal on its cloud'
            yield Problem(module, "contract-output", message, hint)

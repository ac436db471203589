"""The table of `resource_type`s: which cloud has it, what its ids look like, what Terraform calls it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from dativo_gen.clouds import CLOUDS, identifier_misfit
from dativo_gen.suggest import nearest
from dativo_gen.tables import read_table


@dataclass(frozen=True, slots=True)
class ResourceType:
    """One `resource_type` of one provider; `written` maps an example to the form of a whole id."""

    name: str
    provider: str
    terraform: str
    written: Mapping[str, str]

    @property
    def forms(self) -> Mapping[str, re.Pattern[str]]:
        """The pattern of a whole id by example; made when it is asked for, since a job has one type of ninety."""
        return {example: _pattern(form, self.provider) for example, form in self.written.items()}

    def accepts(self, resource_id: str) -> bool:
        return any(form.fullmatch(resource_id) for form in self.forms.values())


class ResourceMisfit(NamedTuple):
    """What is wrong with a resource; `field` is the key to blame (`resource_type` or `resource_id`)."""

    code: str
    message: str
    hint: str
    field: str


@cache
def resource_types() -> Mapping[tuple[str, str], ResourceType]:
    """Every resource type by (provider, name)."""
    rows = (_row(provider, name, row) for provider in CLOUDS for name, row in _table()[provider].items())
    return MappingProxyType({(row.provider, row.name): row for row in rows})


def resource_misfit(resource_type: str, resource_id: str, provider: str) -> ResourceMisfit | None:
    """Why a resource (after interpolation) cannot be one of this provider's; None if it can."""
    row = resource_types().get((provider, resource_type))
    if row is None:
        return _type_misfit(resource_type, provider)
    if row.accepts(resource_id):
        broken = CLOUDS[provider].malformed(resource_id)
        return ResourceMisfit("resource-id", *broken, "resource_id") if broken else None
    return _id_misfit(row, resource_id)


def _type_misfit(resource_type: str, provider: str) -> ResourceMisfit:
    owners = [row.provider for row in resource_types().values() if row.name == resource_type]
    if owners:
        message = f"{resource_type} is a resource type of {', '.join(owners)}, but the provider is {provider}"
        return ResourceMisfit("resource-provider", message, _offer(resource_type, provider), "resource_type")
    message = f"{resource_type} is not a known resource type"
    return ResourceMisfit("resource-type", message, _offer(resource_type, provider), "resource_type")


def _offer(resource_type: str, provider: str) -> str:
    """The type that was probably meant (Terraform's own names count), else all that the provider has."""
    mine = [row for row in resource_types().values() if row.provider == provider]
    by_terraform = next((row.name for row in mine if row.terraform == resource_type), None)
    meant = by_terraform or nearest(resource_type, (row.name for row in mine))
    if meant:
        return f"write `resource_type: {meant}`"
    return f"{provider} has {', '.join(sorted(row.name for row in mine))}"


def _id_misfit(row: ResourceType, resource_id: str) -> ResourceMisfit:
    broken = identifier_misfit(row.provider, resource_id)
    if broken:
        return ResourceMisfit("resource-id", *broken, "resource_id")
    message = f"{resource_id} is not the id of a resource of type {row.name}"
    others = [other.name for other in _telling(row.provider, resource_id) if other.name != row.name]
    if others:
        return ResourceMisfit("resource-id", message, f"write `resource_type: {others[0]}`", "resource_id")
    return ResourceMisfit("resource-id", message, f"write it as in {' or '.join(row.written)}", "resource_id")


def _telling(provider: str, resource_id: str) -> Iterator[ResourceType]:
    """The provider's types that the id fits, if it is one that says what it is (a plain name fits many)."""
    if CLOUDS[provider].owns(resource_id):
        yield from (r for r in resource_types().values() if r.provider == provider and r.accepts(resource_id))


@cache
def _table() -> Mapping[str, Any]:
    table: Mapping[str, Any] = read_table("clouds/resource_types.yaml")
    return table


def _row(provider: str, name: str, row: Mapping[str, Any]) -> ResourceType:
    forms = {str(example): form for example, form in row["forms"].items()}
    return ResourceType(name, provider, row["terraform"], MappingProxyType(forms))


@cache
def _pattern(form: str, provider: str) -> re.Pattern[str]:
    return re.compile(_spelt_out(form, _table()["parts"]), re.IGNORECASE if provider == "azure" else re.NOFLAG)


def _spelt_out(form: str, parts: Mapping[str, str]) -> str:
    """The form with each `<part>` replaced; parts may name parts."""
    filled = re.sub(r"(?<!\?)<(\w+)>", lambda match: f"(?:{parts[match[1]]})", form)
    return filled if filled == form else _spelt_out(filled, parts)

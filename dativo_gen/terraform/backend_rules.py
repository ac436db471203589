"""`backends.yaml` as values: what each backend takes, requires and refuses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from dativo_gen.tables import read_table

Kind = Literal["string", "bool", "number", "list", "map", "any", "object", "block"]
Workspaces = Literal["many", "named", "none"]

_SCALAR_KINDS: tuple[Kind, ...] = ("string", "bool", "number", "list", "map", "any")


@dataclass(frozen=True, slots=True)
class Fields:
    """The arguments of a backend, or of an object or block inside it."""

    kinds: Mapping[str, Kind]
    required: tuple[str, ...]
    nested: Mapping[str, Fields]


@dataclass(frozen=True, slots=True)
class Form:
    """A rule for a text: all of it has to match `accept`, otherwise it `says` what is wrong."""

    accept: re.Pattern[str]
    says: str
    hint: str

    def fits(self, text: str) -> bool:
        return self.accept.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Choice:
    """Arguments of which one is needed, unless one of the environment variables stands in for them."""

    of: tuple[str, ...]
    environment: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BackendRules:
    """What the table says of one backend type; arguments inside an object are named `object.argument`."""

    type: str
    source: str
    naming: str
    workspaces: Workspaces
    workspace_form: Form | None
    fields: Fields
    forms: Mapping[str, tuple[Form, ...]]
    needs_one: tuple[Choice, ...]
    exclusive: tuple[tuple[str, str], ...]
    credentials: Mapping[str, str]
    deprecated: Mapping[str, str]
    removed: Mapping[str, str]
    since: Mapping[str, str]


def rules_of(backend_type: str) -> BackendRules | None:
    """The rules of a backend type, None for a type that the table lacks."""
    return _table().get(backend_type)


def backend_types() -> tuple[str, ...]:
    """Every known backend type, in alphabetical order."""
    return tuple(sorted(_table()))


def default_type(provider: str) -> str | None:
    """The backend that a job's provider (aws, gcp, azure) keeps its state in when it names no type."""
    found: str | None = _document()["providers"].get(provider)
    return found


@cache
def _document() -> Any:
    return read_table("terraform/backends.yaml")


@cache
def _table() -> Mapping[str, BackendRules]:
    return {name: _rules(name, entry) for name, entry in _document()["backends"].items()}


def _rules(name: str, entry: Mapping[str, Any]) -> BackendRules:
    workspace_form = entry.get("workspace_form")
    return BackendRules(
        type=name,
        source=entry["source"],
        naming=entry["naming"],
        workspaces=entry["workspaces"],
        workspace_form=_form(workspace_form) if workspace_form else None,
        fields=_fields(entry),
        forms={path: tuple(map(_form, forms)) for path, forms in entry.get("forms", {}).items()},
        needs_one=tuple(Choice(tuple(c["of"]), tuple(c["environment"])) for c in entry.get("needs_one", ())),
        exclusive=tuple((first, second) for first, second in entry.get("exclusive", ())),
        credentials=entry.get("credentials", {}),
        deprecated=entry.get("deprecated", {}),
        removed=entry.get("removed", {}),
        since=entry.get("since", {}),
    )


def _fields(entry: Mapping[str, Any]) -> Fields:
    kinds: dict[str, Kind] = {name: kind for kind in _SCALAR_KINDS for name in entry.get(f"{kind}s", ())}
    objects, blocks = entry.get("objects", {}), entry.get("blocks", {})
    kinds |= dict.fromkeys(objects, "object") | dict.fromkeys(blocks, "block")
    nested = {name: _fields(inner) for name, inner in {**objects, **blocks}.items()}
    return Fields(kinds, tuple(entry.get("required", ())), nested)


def _form(entry: Mapping[str, str]) -> Form:
    return Form(re.compile(entry["accept"], re.DOTALL), entry["says"], entry["hint"])

"""`policy` of the settings: what every job that has Terraform must keep to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from dativo_gen.clouds.resource_types import resource_types
from dativo_gen.codes import CODES
from dativo_gen.errors import Problem
from dativo_gen.interpolate import Names, interpolate
from dativo_gen.model.base import Model, Text
from dativo_gen.model.rating import Rating, unknown_code
from dativo_gen.node import Node, made
from dativo_gen.suggest import nearest

Requirement = Literal[
    "kms_key", "private_networking", "max_runtime", "cpu_and_memory", "remote_state", "state_lock", "state_encryption"
]
Isolated = Literal["networks", "service_accounts", "buckets", "clusters", "kms_keys"]
NAMED_KINDS = ("bucket", "service_account", "cluster", "network", "kms_key")
"""Keys of `names` beside the resource types: what a job uses, wherever it names it."""
PATTERN_NAMES = ("tenant_id", "environment", "job_name", "provider")
"""What may be filled in a pattern of `names`."""
PRESETS = ("dativo",)

POLICY_CODES = frozenset(code for code in CODES if code.startswith("policy-"))
"""What `policy.severity` rates."""
BREACHES = POLICY_CODES - {"policy-exception-expired", "policy-exception-unused"}
"""What an exception may excuse."""


def _form(value: Any) -> str:
    return "mapping" if isinstance(value, dict | Model) else "list" if isinstance(value, list) else "text"


def _mapping_or_list(value: Any) -> str:
    return "mapping" if _form(value) == "mapping" else "list"


def _list_or_text(value: Any) -> str:
    return "list" if _form(value) == "list" else "text"


def _mapping_or_text(value: Any) -> str:
    return "mapping" if _form(value) == "mapping" else "text"


class PatternsByProviderModel(Model):
    """Patterns for each provider; one that is not given may use anything."""

    aws: list[Text] | None = Field(None, description="What jobs on aws may use.")
    gcp: list[Text] | None = Field(None, description="What jobs on gcp may use.")
    azure: list[Text] | None = Field(None, description="What jobs on azure may use.")


Patterns = Annotated[
    Annotated[list[Text], Tag("list")] | Annotated[PatternsByProviderModel, Tag("mapping")],
    Discriminator(_mapping_or_list),
]
TextOrTexts = Annotated[
    Annotated[list[Text], Tag("list")] | Annotated[Text, Tag("text")],
    Discriminator(_list_or_text),
]
Versions = Annotated[
    Annotated[list[Text], Tag("list")] | Annotated[Literal["required", "exact"], Tag("text")],
    Discriminator(_list_or_text),
]
Ratings = Annotated[
    Annotated[dict[str, Rating], Tag("mapping")] | Annotated[Rating, Tag("text")],
    Discriminator(_mapping_or_text),
]


class PolicyAllowModel(Model):
    """What jobs may choose from; `*` in a pattern stands for any text."""

    providers: list[Literal["aws", "gcp", "azure"]] | None = Field(None, description="The clouds that jobs may use.")
    regions: Patterns | None = Field(None, description="Regions, for all clouds or by provider.")
    instance_types: Patterns | None = Field(None, description="Instance types, for all clouds or by provider.")
    module_sources: list[Text] | None = Field(None, description="Terraform module sources, without their version.")
    module_versions: Versions | None = Field(
        None, description="`required`, `exact` (a tag, commit or one version), or patterns of versions."
    )


def _until(value: Any) -> Any:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        hint = {"hint": "write the last day on which the exception holds, such as 2027-01-31"}
        raise PydanticCustomError("invalid-value", "this is no date", hint) from None


def _reason(value: Any) -> Any:
    if isinstance(value, str) and not value.strip():
        hint = {"hint": "say why the exception is needed, for whoever reads it in a year"}
        raise PydanticCustomError("invalid-value", "the reason is empty", hint)
    return value


class PolicyExceptionModel(Model):
    """Jobs that need not keep to one rule until some day."""

    code: Text = Field(examples=["policy-kms-key"], description="The problem code that is excused.")
    jobs: TextOrTexts = Field(
        examples=["[acme/prod/orders]"], description="`tenant`, `tenant/environment` or `tenant/environment/job`."
    )
    reason: Annotated[Text, BeforeValidator(_reason)] = Field(
        examples=["the key comes with the new account"], description="Why this is needed."
    )
    until: Annotated[date, BeforeValidator(_until)] = Field(
        examples=["2027-01-31"], description="The last day on which the exception holds."
    )


class PolicyModel(Model):
    """The rules of an organisation."""

    allow: PolicyAllowModel | None = Field(None, description="What jobs may choose from.")
    require: list[Requirement] | None = Field(None, description="What each job must state.")
    isolate: list[Isolated] | None = Field(None, description="What two tenants may not share.")
    names: dict[str, TextOrTexts] | None = Field(
        None,
        description="Patterns of names by kind or resource type; `preset` takes Dativo's own.",
    )
    severity: dict[str, Ratings] | None = Field(
        None, description="How bad a breach is, by environment, or `default`; for all codes or code by code."
    )
    exceptions: list[PolicyExceptionModel] | None = Field(None, description="Who need not keep to a rule, until when.")


def policy_problems(root: Node) -> Iterator[Problem]:
    """What a model cannot see of `policy` in the settings (`root`, valid otherwise)."""
    policy = root.get("policy")
    if policy is not None:
        yield from _severity_problems(policy, root.get("environments"))
        yield from _name_problems(policy)
        for exception in (policy.get("exceptions") or policy).elements:
            yield from _exception_problems(exception)


def _severity_problems(policy: Node, environments: Node | None) -> Iterator[Problem]:
    severity = policy.get("severity")
    for name, ratings in (severity.items if severity else {}).items():
        if environments is not None and environments.items and name not in (*environments.items, "default"):
            near = nearest(name, (*environments.items, "default"))
            hint = f"did you mean `{near}`?" if near else f"known: {', '.join(sorted(environments.items))}, default"
            message = f"`policy.severity` rates `{name}`, which is no environment of the settings"
            yield Problem(ratings.key_span, "environment-unknown", message, hint)
        for code, rating in ratings.items.items():
            problem = _unrated(code, rating)
            if problem:
                yield problem


def _unrated(code: str, rating: Node) -> Problem | None:
    if code in CODES and code not in POLICY_CODES:
        message = f"`policy.severity` rates what breaks the policy, and `{code}` does not"
        return Problem(rating.key_span, "rule-unknown", message, "rate it under `rules`, for all environments")
    return unknown_code(code, rating, POLICY_CODES)


@cache
def _name_keys() -> frozenset[str]:
    """What `names` takes; a function, so that who states none does not read the table of resource types for it."""
    return frozenset(("preset", *NAMED_KINDS, *(name for _, name in resource_types())))


def _name_problems(policy: Node) -> Iterator[Problem]:
    names = policy.get("names")
    for key, value in (names.items if names else {}).items():
        if key not in _name_keys():
            near = nearest(key, _name_keys())
            hint = f"did you mean `{near}`?" if near else f"it takes {', '.join(NAMED_KINDS)} and resource types"
            yield Problem(value.key_span, "unknown-key", f"`policy.names` does not take `{key}`", hint)
        elif key == "preset" and value.text not in PRESETS:
            shown = f"`{value.text}`" if value.is_scalar else value.kind
            message = f"`policy.names.preset` is {shown}; it must be one of: {', '.join(PRESETS)}"
            yield Problem(value.span, "invalid-value", message, f"write {PRESETS[0]}, or leave it out")
        else:
            wrong: list[Problem] = []
            values = {name: made("x", value.span) for name in PATTERN_NAMES}
            interpolate(value, Names(values), wrong.append)
            yield from wrong


def _exception_problems(exception: Node) -> Iterator[Problem]:
    code, jobs = exception.get("code"), exception.get("jobs")
    if code is not None and code.text not in BREACHES:
        near = nearest(code.text, BREACHES)
        hint = f"did you mean `{near}`?" if near else "an exception excuses one of the `policy-` codes"
        yield Problem(code.span, "rule-unknown", f"no exception can be made from `{code.text}`", hint)
    if jobs is not None and jobs.value == ():
        yield Problem(jobs.span, "invalid-value", "this exception is for no job", "name some, as in [acme/prod/orders]")
    for pattern in (jobs.elements or (jobs,)) if jobs is not None else ():
        parts = pattern.text.split("/")
        if pattern.is_scalar and (len(parts) > 3 or not all(parts)):
            message = f"`{pattern.text}` names no tenant, environment or job"
            hint = "write `tenant`, `tenant/environment` or `tenant/environment/job`; `*` stands for any text"
            yield Problem(pattern.span, "invalid-value", message, hint)

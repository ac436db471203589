"""`tags` of the settings: which tags jobs must have, which values they may take, and how they are spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from dativo_gen.errors import Problem
from dativo_gen.model.base import Model, Text, Whole
from dativo_gen.node import Node
from dativo_gen.suggest import nearest

RESOURCE_TYPE = r"^[a-z0-9-]+:[A-Za-z0-9_/*-]+$"
"""How a tag policy of AWS names types of resources: `service:type`."""
KeyStyle = Literal["PascalCase", "kebab-case", "snake_case", "as-written"]


def _form(value: Any) -> str:
    if isinstance(value, dict | Model):
        return "mapping"
    return "list" if isinstance(value, list) else "word"


def _mapping_or_list(value: Any) -> str:
    return "mapping" if _form(value) == "mapping" else "list"


def _mapping_or_word(value: Any) -> str:
    return "mapping" if _form(value) == "mapping" else "word"


class RequiredByProviderModel(Model):
    """Tags that every job on a cloud must have."""

    aws: list[Text] | None = Field(None, description="Tags that every job on aws must have.")
    gcp: list[Text] | None = Field(None, description="Tags that every job on gcp must have.")
    azure: list[Text] | None = Field(None, description="Tags that every job on azure must have.")


class RequiredTagsModel(Model):
    """Tags that jobs must have; what is asked for under several of the keys is added up."""

    all: list[Text] | None = Field(None, description="Tags that every job must have.")
    providers: RequiredByProviderModel | None = None
    environments: dict[str, list[Text]] | None = Field(
        None, description="Tags that every job of an environment must have."
    )


class TagPatternModel(Model):
    """A regular expression that the whole value must fit."""

    pattern: Text = Field(description="A regular expression for the whole value.", examples=["'[A-Z]+-[0-9]{3}'"])


class TagAliasModel(Model):
    """Other keys of a tag, and whether it always gets the registered name."""

    names: list[Text] = Field(description="Keys that are the same tag.", examples=["[CostCenter]"])
    canonical: bool = Field(False, description="Always spell the tag as it is registered here.")


class RatchetModel(Model):
    """What a job may not take back of what its asset states."""

    levels: list[Text] | None = Field(
        None, description="Classifications from the lowest to the highest, in place of the shipped ones."
    )
    allow: list[Text] | None = Field(
        None, description="Jobs that may: `tenant`, `tenant/environment` or `tenant/environment/job`."
    )


class TagLayersModel(Model):
    """Tags of many jobs, above the defaults and below the asset."""

    all: dict[str, Any] | None = Field(None, description="Tags of every job.")
    environments: dict[str, dict[str, Any] | None] | None = Field(
        None, description="Tags by environment, over those of all."
    )
    tenants: dict[str, dict[str, Any] | None] | None = Field(None, description="Tags by tenant, over all others here.")


Required = Annotated[
    Annotated[list[Text], Tag("list")] | Annotated[RequiredTagsModel, Tag("mapping")],
    Discriminator(_mapping_or_list),
]
Values = Annotated[
    Annotated[list[Text], Tag("list")] | Annotated[TagPatternModel, Tag("mapping")],
    Discriminator(_mapping_or_list),
]
Styles = Annotated[
    Annotated[dict[str, KeyStyle], Tag("mapping")] | Annotated[KeyStyle, Tag("word")],
    Discriminator(_mapping_or_word),
]
Names = Annotated[
    Annotated[list[Text], Tag("list")] | Annotated[TagAliasModel, Tag("mapping")],
    Discriminator(_mapping_or_list),
]
Ratchet = Annotated[
    Annotated[RatchetModel, Tag("mapping")] | Annotated[bool, Tag("word")],
    Discriminator(_mapping_or_word),
]


class TagsSettingsModel(Model):
    """The tags of an organisation."""

    required: Required | None = Field(
        None, description="Tags that jobs must have: a list for every job, or by provider and environment."
    )
    values: dict[str, Values] | None = Field(
        None, description="Which values a tag may take: a list, or `{pattern: ...}`."
    )
    key_style: Styles | None = Field(
        None, description="How keys are spelled as cloud tags: one style, or one by cloud or destination."
    )
    separators: dict[str, Text] | None = Field(
        None, description="What parts the items of a list, by destination.", examples=[{"aws": "+"}]
    )
    aliases: dict[str, Names] | None = Field(None, description="Keys that are one tag, by the name of the tag.")
    ratchet: Ratchet | None = Field(
        None, description="Whether a job may lower its asset's classification or drop a regulation."
    )
    regulations: list[Text] | None = Field(None, description="Regulations that are known beside the shipped ones.")
    layers: TagLayersModel | None = None
    reserve: Annotated[Whole, Field(ge=0, lt=50)] | None = Field(
        None, description="How many of the 50 tags of an AWS resource stay free for others."
    )
    label_prefix: Text | None = Field(
        None, description="Before each key of a Kubernetes label and annotation.", examples=["acme.example/"]
    )
    enforced_for: list[Text] | None = Field(
        None,
        description="AWS resource types that the exported tag policy enforces.",
        examples=[["s3:bucket", "ecs:ALL_SUPPORTED"]],
    )


def tags_problems(root: Node) -> Iterator[Problem]:
    """What a model cannot see of `tags` in the settings (`root`, valid otherwise)."""
    tags = root.get("tags")
    if tags is None:
        return
    for key, rule in _items(tags, "values"):
        yield from _value_problems(key, rule)
    known = root.get("environments")
    for path in (("required", "environments"), ("layers", "environments")):
        for name, node in _items(tags, *path):
            if known is not None and known.items and name not in known.items:
                yield _no_environment(f"tags.{'.'.join(path)}", name, node, known)
    for job in (tags.get("ratchet", "allow") or tags).elements:
        parts = job.text.split("/")
        if job.is_scalar and (len(parts) > 3 or not all(parts)):
            message = f"`{job.text}` names no tenant, environment or job"
            hint = "write `tenant`, `tenant/environment` or `tenant/environment/job`; `*` stands for any text"
            yield Problem(job.span, "invalid-value", message, hint)
    for kind in (tags.get("enforced_for") or tags).elements:
        if kind.is_scalar and not re.match(RESOURCE_TYPE, kind.text):
            message = f"`{kind.text}` is no resource type of an AWS tag policy"
            yield Problem(kind.span, "invalid-value", message, "write `service:type`, such as `s3:bucket`")


def _items(node: Node, *path: str) -> Iterator[tuple[str, Node]]:
    found = node.get(*path)
    yield from found.items.items() if found is not None else ()


def _value_problems(key: str, rule: Node) -> Iterator[Problem]:
    pattern = rule.get("pattern")
    if rule.value == ():
        message = f"`tags.values.{key}` allows no value at all"
        yield Problem(rule.span, "invalid-value", message, "list the values, or take the line out")
    if pattern is None:
        return
    try:
        re.compile(pattern.text)
    except re.error as error:
        message = f"`tags.values.{key}.pattern` is no regular expression: {error}"
        yield Problem(
            pattern.span, "invalid-value", message, "mend it, best in single quotes: there `\\` needs no other"
        )


def _no_environment(where: str, name: str, node: Node, known: Node) -> Problem:
    near = nearest(name, known.items)
    hint = f"did you mean `{near}`?" if near else f"known: {', '.join(sorted(known.items))}"
    message = f"`{where}` names `{name}`, which is no environment of the settings"
    return Problem(node.key_span, "environment-unknown", message, hint)

"""A job's merged and interpolated values -> what the program reads of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from dativo_gen.errors import Problem, Rejected, Span
from dativo_gen.model.base import NAME_RULE, Slug, said, validate, without_nulls
from dativo_gen.model.infrastructure import InfrastructureModel
from dativo_gen.model.runner import TimingModel
from dativo_gen.node import Node, plain
from dativo_gen.suggest import nearest

NAME = re.compile(r"[a-z][a-z0-9_-]{0,62}")
WINDOWS = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10)))
)
"""Names that Windows keeps for devices (Microsoft, "Naming Files, Paths, and Namespaces")."""


class JobFileModel(BaseModel):
    """An ETL job of Dativo: the keys that are read here. All others are Dativo's own."""

    model_config = ConfigDict(extra="allow", frozen=True, strict=True, defer_build=True)

    tenant_id: Slug | None = Field(
        None, description="Whose job it is; `${tenant_id}` for every tenant.", examples=["acme"]
    )
    environment: Slug | None = Field(
        None, description="Where it runs, `prod` if not given; `${environment}` for every one.", examples=["prod"]
    )
    name: Slug | None = Field(
        None, description="The job's name; if not given, the file's name without its ending.", examples=["orders"]
    )
    asset_path: str | None = Field(
        None, description="The asset, as the container sees it.", examples=["/app/assets/postgres/v1.0/orders.yaml"]
    )
    source_connector_path: str | None = Field(
        None, description="Where the data comes from.", examples=["/app/connectors/postgres.yaml"]
    )
    target_connector_path: str | None = Field(
        None, description="Where the data goes.", examples=["/app/connectors/iceberg.yaml"]
    )
    finops: dict[str, Any] | None = Field(
        None, description="Tags on who pays, over those of the asset.", examples=[{"cost_center": "OPS-001"}]
    )
    classification_overrides: dict[str, Any] | None = Field(
        None,
        description="Classifications over those of the asset: of columns, and `default`.",
        examples=[{"default": "pii"}],
    )
    governance_overrides: dict[str, Any] | None = Field(
        None, description="Tags `governance.*` over those of the asset.", examples=[{"owner": "data@acme.com"}]
    )
    schedule: TimingModel | list[TimingModel] | str | None = Field(
        None, description="When it runs, beside what the runner's file says.", examples=["0 * * * *"]
    )
    infrastructure: InfrastructureModel | None = None


READ_KEYS = tuple(JobFileModel.model_fields)
_DATIVO_KEYS = frozenset(("asset", "assets", "source", "target", "source_connector", "target_connector", "schedules"))
"""Dativo's own keys that lie near to ours."""
_KNOWN_KEYS = _DATIVO_KEYS.union(READ_KEYS)
_PLAIN_PARTS = frozenset(("tags", "dagster", "metadata"))
"""An `infrastructure` of only these needs no provider and gets no Terraform (contract: a plain Dativo job)."""


@dataclass(frozen=True, slots=True, order=True)
class JobKey:
    """Who a job is; unique in a repository."""

    tenant: str
    environment: str
    name: str

    def __str__(self) -> str:
        return f"{self.tenant}/{self.environment}/{self.name}"


@dataclass(frozen=True, slots=True)
class JobConfig:
    """What the author said. `root` is the whole job; `block` the node of a provisioned infrastructure, else None.

    `provider` is the name of its cloud. `referenced` tells that the author writes the provider as a mapping.
    """

    key: JobKey
    root: Node
    provider: str | None
    block: Node | None
    referenced: bool = False

    @property
    def infrastructure(self) -> InfrastructureModel:
        """The model of the infrastructure, made anew for who asks: ten thousand jobs would keep 50 MB of them."""
        node = self.root.get("infrastructure")
        if node is None or not node.is_mapping:
            return InfrastructureModel()
        return InfrastructureModel.model_validate(plain(without_nulls(node, _KEEP_NULLS)))

    @property
    def provisioned(self) -> bool:
        return self.block is not None

    def text(self, key: str) -> Node | None:
        """A top-level text such as `asset_path`, if it is given."""
        node = self.root.get(key)
        return node if node is not None and node.value is not None else None


def name_problem(name: Node, what: str) -> Problem | None:
    """Why a tenant, environment or job may not have this name; it becomes a folder, a Terraform label and a tag."""
    text = name.text
    if name.value is None or (not isinstance(name.value, str) and name.written is None):
        return Problem(name.span, "wrong-type", f"`{what}` is {name.kind}, but takes text", "write one name")
    if isinstance(name.value, bool):
        message = f"`{what}` is `{text}`, which YAML reads as {str(name.value).lower()}"
        return Problem(name.span, "yaml-number", message, f'if the name is meant, write "{text}"')
    if text in WINDOWS:
        return Problem(
            name.span,
            "name-reserved",
            f"`{what}` is `{text}`, a name that Windows reserves",
            f"choose another, such as `{text}-1`",
        )
    if not NAME.fullmatch(text):
        message = f"`{what}` is `{text}`; {NAME_RULE}"
        return Problem(name.span, "name-invalid", message, _name_hint(text))
    return None


def _name_hint(text: str) -> str:
    slug = re.sub(r"[^a-z0-9_-]+", "-", text.lower()).strip("-_")[:63]
    return f"write `{slug}`" if NAME.fullmatch(slug) and slug not in WINDOWS else "begin it with a letter a-z"


def read_job(key: JobKey, root: Node, referenced: Span | None) -> JobConfig:
    """Check what this program reads of a job; all else is Dativo's own. Raises Rejected with every problem."""
    problems = _wrong_shapes(root)
    node = root.get("infrastructure")
    model: InfrastructureModel | None = InfrastructureModel()
    if node is not None and node.is_mapping:
        node = without_nulls(node, _KEEP_NULLS)
        model, found = validate(InfrastructureModel, node, ("infrastructure",))
        problems += found
    if problems or model is None:
        raise Rejected(problems)
    block = node if node is not None and _needs_provider(node) else None
    if block is not None:
        problems += _provider_problems(block, model, referenced)
    if problems:
        raise Rejected(problems)
    return JobConfig(key, root, model.provider, block, referenced is not None)


_KEEP_NULLS = frozenset(("variables", "tags", "metadata"))


def _needs_provider(node: Node) -> bool:
    return any(key not in _PLAIN_PARTS for key in node.items)


def _provider_problems(block: Node, model: InfrastructureModel, referenced: Span | None) -> list[Problem]:
    if model.provider is None:
        hint = "add `provider: aws` (or gcp, azure)"
        name = "infrastructure.provider.provider" if referenced else "infrastructure.provider"
        return [Problem(referenced or block.key_span, "missing-key", f"`{name}` is missing", hint)]
    if referenced is None:
        return []
    if model.provider == "aws" and model.region is None:
        message = "`infrastructure.provider.region` is missing; aws needs it where the provider is a mapping"
        return [Problem(referenced, "missing-key", message, "add `region: us-east-1`")]
    if model.provider == "gcp" and model.project_id is None:
        message = "`infrastructure.provider.project_id` is missing; gcp needs it where the provider is a mapping"
        return [Problem(referenced, "missing-key", message, "add `project_id: my-project`")]
    return []


def near_misses(root: Node) -> list[Problem]:
    """Keys of a job, as its author wrote it, that are most likely misspellings of a key that is read and absent."""
    problems = []
    for key, node in root.items.items():
        near = None if key in _KNOWN_KEYS else nearest(key, READ_KEYS, 0.85)
        if near is not None and near not in root.items:
            message = f"`{key}` is not a key that Dativo or this program knows"
            problems.append(Problem(node.key_span, "unknown-key", message, f"did you mean `{near}`?"))
    return problems


def _wrong_shapes(root: Node) -> list[Problem]:
    problems = []
    for key in ("asset_path", "source_connector_path", "target_connector_path"):
        node = root.get(key)
        if node is not None and node.value is not None and not isinstance(node.value, str):
            problems.append(
                Problem(node.span, "wrong-type", f"`{key}` is {node.kind}, but takes text", "write one path")
            )
    for key in ("infrastructure", "finops", "classification_overrides", "governance_overrides"):
        node = root.get(key)
        if node is not None and node.value is not None and not node.is_mapping:
            message = f"`{key}` is {said(node)}, but takes a mapping"
            problems.append(Problem(node.span, "wrong-type", message, "write `key: value` lines below it"))
    return problems

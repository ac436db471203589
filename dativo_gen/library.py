"""What other programs may call without a command line: the infrastructure of a job as tags, as a model, as problems.

Nothing here needs Terraform, Dagster, a repository or the network.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any

from dativo_gen.checks import judge
from dativo_gen.clouds import CLOUDS
from dativo_gen.dialect import NAMED_TAGS, one_model
from dativo_gen.errors import Problem, Rejected, Report, Span
from dativo_gen.interpolate import IDENTITY_NAMES, Names, interpolate, references
from dativo_gen.model.infrastructure import (
    InfrastructureModel,
    InfrastructureProviderModel,
    InfrastructureResourceModel,
    InfrastructureTagsModel,
    InfrastructureTerraformModel,
)
from dativo_gen.model.job import JobConfig, JobKey, near_misses, read_job
from dativo_gen.node import Node, from_plain
from dativo_gen.outputs import resolve_terraform_outputs
from dativo_gen.place import find_place
from dativo_gen.source import read_yaml
from dativo_gen.tags.merge import NOTHING_EXTRA, merge_tags
from dativo_gen.terraform.backend import read_backend

__all__ = (
    "InfrastructureModel",
    "InfrastructureProviderModel",
    "InfrastructureResourceModel",
    "InfrastructureTagsModel",
    "InfrastructureTerraformModel",
    "Problem",
    "Rejected",
    "Span",
    "get_infrastructure_tags",
    "read_infrastructure",
    "resolve_terraform_outputs",
    "validate_infrastructure",
)

_PLACE = ("provider", "region", "account_id", "project_id")


def get_infrastructure_tags(infrastructure: InfrastructureModel | None) -> dict[str, str]:
    """The infrastructure of a job as flat tags, sorted by key; what is not set has none, and None has no tags.

    `infrastructure.cost_center`, `.business_unit`, `.project`, `.environment`, `.owner` and `.compliance` are the tags
    of those names, every other tag is `infrastructure.custom.<key>`; `.provider`, `.region`, `.account_id` and
    `.project_id` say where the job runs. Lists are joined by commas. These are no tags of cloud resources, whose keys
    are the author's own.
    """
    if infrastructure is None:
        return {}
    tags: dict[str, Any] = {}
    for key, value in infrastructure.tags.root.items():
        if key == "custom" and isinstance(value, Mapping):
            tags |= {f"custom.{name}": each for name, each in value.items()}
        else:
            tags[key if key in NAMED_TAGS else f"custom.{key}"] = value
    tags |= {name: getattr(infrastructure, name) for name in _PLACE}
    texts = {f"infrastructure.{key}": _text(value) for key, value in tags.items()}
    return {key: text for key, text in sorted(texts.items()) if text}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return ",".join(filter(None, map(_text, value)))
    return "" if value is None else str(getattr(value, "written", value))


def read_infrastructure(data: Mapping[str, Any]) -> InfrastructureModel:
    """The model of an `infrastructure` block as parsed YAML, in either dialect.

    `InfrastructureModel.model_validate` takes both too, but raises pydantic's errors.
    Raises Rejected with every problem of the block's
    shape; their places are all `infrastructure:1:1`, since data has none.
    """
    root = from_plain({"infrastructure": data}, Span("infrastructure"))
    problems: list[Problem] = []
    layer = one_model("job", root, problems.append)
    try:
        config = read_job(JobKey("", "", ""), layer.root, layer.referenced)
    except Rejected as rejected:
        problems += rejected.problems
    if problems:
        raise Rejected(problems)
    return config.infrastructure


def validate_infrastructure(job: Mapping[str, Any] | str | PathLike[str] | JobConfig) -> list[Problem]:
    """Every problem of a job's `infrastructure` that can be seen without its repository, sorted; [] is none.

    `job` is a whole job as parsed YAML, the path of its file, or a job that was read. Judged are its shape, what its
    cloud and runtime would refuse, its place, its tags and its backend; not what needs other files: layers, settings,
    assets and modules. Values with names to fill in that only a repository knows (`${bucket}`) are not judged.
    Places are those of the file; for data they are `job:1:1`. `codes.CODES` says which are errors and which warnings.
    Raises OSError for a file that cannot be read.
    """
    if isinstance(job, JobConfig):
        of_tags = _collected(lambda report: _judge_tags(job.root, report))
        return sorted({*of_tags, *_collected(lambda report: _judge(job, report))})
    try:
        read = _read(_root(job))
    except Rejected as rejected:
        return list(rejected.problems)
    found = [
        *read.problems,
        *_collected(lambda report: _judge_tags(read.root, report)),
        *_collected(lambda report: _judge(read_job(read.key, read.root, read.referenced), report)),
    ]
    return sorted({problem for problem in found if not (read.open and problem.code in _NOT_THERE)})


_NOT_THERE = frozenset(("missing-key", "backend-missing", "backend-environment", "place-unknown"))
"""What would be said of a value that is there, but that has names to fill in."""


def _collected(judge: Callable[[Report], None]) -> list[Problem]:
    problems: list[Problem] = []
    try:
        judge(problems.append)
    except Rejected as rejected:
        problems += rejected.problems
    return sorted(set(problems))


@dataclass(frozen=True, slots=True)
class _Read:
    """A job as far as it can be filled in; `open` tells that some value cannot."""

    key: JobKey
    root: Node
    referenced: Span | None
    problems: tuple[Problem, ...]
    open: bool


def _root(job: Mapping[str, Any] | str | PathLike[str]) -> Node:
    if isinstance(job, Mapping):
        return from_plain(job, Span("job"))
    path = Path(job)
    return read_yaml(path.as_posix(), path.read_bytes(), "job")


def _read(root: Node) -> _Read:
    """The job with the names filled in that it gives itself, without the values that need others."""
    problems = [problem for problem in near_misses(root) if "`infrastructure`" in problem.hint]
    layer = one_model("job", root, problems.append)
    given = {"tenant_id": root.get("tenant_id"), "environment": root.get("environment"), "job_name": root.get("name")}
    names = Names({name: node for name, node in given.items() if node is not None and node.is_scalar and node.value})
    key = JobKey(*(names.values[name].text if name in names.values else "" for name in IDENTITY_NAMES))
    block = layer.root.get("infrastructure")
    if block is None:
        return _Read(key, root, layer.referenced, tuple(problems), False)
    unknown: list[Problem] = []
    filled = interpolate(block, names, unknown.append)
    problems += [problem for problem in unknown if problem.code != "interpolation-unknown"]
    whole = root.with_items({**root.items, "infrastructure": _without_open(filled)})
    return _Read(key, whole, layer.referenced, tuple(problems), bool(references(filled)))


def _without_open(node: Node) -> Node:
    if node.is_list:
        return replace(node, value=tuple(_without_open(each) for each in node.elements if not _is_open(each)))
    if not node.is_mapping:
        return node
    return node.with_items({key: _without_open(child) for key, child in node.items.items() if not _is_open(child)})


def _is_open(node: Node) -> bool:
    return node.is_scalar and bool(references(node))


def _judge_tags(root: Node, report: Report) -> None:
    """What is wrong with the tags of the infrastructure, beside those that say whose the job is."""
    names = {"tenant_id": "tenant_id", "environment": "environment", "name": "job_name"}
    identity = {name: node for key, name in names.items() if (node := root.get(key)) is not None and node.is_scalar}
    only = root.with_items({key: node for key, node in root.items.items() if key == "infrastructure"})
    merge_tags(identity, None, only, NOTHING_EXTRA, report)


def _judge(config: JobConfig, report: Report) -> None:
    """What its cloud and its state give to say."""
    block = config.block
    if block is None or config.provider is None:
        return
    cloud = CLOUDS[config.provider]
    for problem in judge(cloud, block):
        report(problem)
    find_place(cloud, block, report)
    backend = block.get("terraform", "backend")
    if backend is not None and (not backend.is_mapping or backend.items):
        read_backend(backend, cloud.default_backend, report)

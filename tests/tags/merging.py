"""Layers as YAML text or plain data -> their merged tags, for the tests beside this file."""

from __future__ import annotations

from dativo_gen.errors import Problem, Span
from dativo_gen.model.asset import read_asset
from dativo_gen.node import Node
from dativo_gen.source import read_yaml
from dativo_gen.tags.merge import NOTHING_EXTRA, Extra, merge_tags
from dativo_gen.tags.tag import Tags


def from_yaml(text: str, file: str) -> Node:
    return read_yaml(file, text.encode(), "")


IDENTITY = from_yaml("{tenant_id: acme, environment: prod, job_name: orders}", "job.yaml").items
DEFAULTS = {"environment": "prod", "job_name": "orders", "tenant_id": "acme"}


def merge(tags: str = "", job: str = "{}", asset: str = "", extra: Extra = NOTHING_EXTRA) -> tuple[Tags, list[Problem]]:
    problems: list[Problem] = []
    merged = merge_tags(
        IDENTITY,
        read_asset(from_yaml(asset, "asset.yaml")) if asset else None,
        with_tags(from_yaml(job, "job.yaml"), from_yaml(tags, "job.yaml") if tags else None),
        extra,
        problems.append,
    )
    return merged, problems


def with_tags(job: Node, tags: Node | None) -> Node:
    """The job with these under `infrastructure.tags`."""
    if tags is None:
        return job
    place = Span("job.yaml")
    return job.with_items({**job.items, "infrastructure": Node({"tags": tags}, place, place)})


def own(merged: Tags) -> dict[str, str]:
    """Without the tags that every job has."""
    return {tag.key: tag.text for tag in merged.items if tag.layer != "default"}


def codes(problems: list[Problem]) -> list[str]:
    return [each.code for each in problems]


def node(data: object, line: int = 1) -> Node:
    place = Span("job.yaml", line, 1)
    if isinstance(data, dict):
        return Node({key: node(child, at) for at, (key, child) in enumerate(data.items(), line + 1)}, place, place)
    if isinstance(data, list):
        return Node(tuple(node(child, line) for child in data), place, place)
    assert data is None or isinstance(data, str | int | float)
    return Node(data, place, place)


def merge_data(finops: Node, tags: Node) -> tuple[Tags, list[Problem]]:
    problems: list[Problem] = []
    job = with_tags(Node({"finops": finops}, Span("job.yaml"), Span("job.yaml")), tags)
    return merge_tags(IDENTITY, None, job, NOTHING_EXTRA, problems.append), problems

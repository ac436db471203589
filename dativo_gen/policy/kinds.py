"""The kinds of things that jobs use: where a job names them, and when two names mean one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dativo_gen.node import Node
from dativo_gen.policy.subject import Subject


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is its key under `policy.names`, `plural` its word under `policy.isolate`."""

    name: str
    plural: str
    word: str
    paths: tuple[tuple[str, ...], ...]
    types: frozenset[str]


KINDS = (
    Kind(
        "bucket",
        "buckets",
        "bucket",
        (("storage", "bucket"),),
        frozenset(("s3_bucket", "gcs_bucket", "storage_bucket", "storage_container")),
    ),
    Kind(
        "service_account",
        "service_accounts",
        "service account",
        (("runtime", "service_account"),),
        frozenset(("iam_role", "iam_instance_profile", "service_account", "managed_identity")),
    ),
    Kind(
        "cluster",
        "clusters",
        "cluster",
        (("runtime", "cluster_name"),),
        frozenset(("ecs_cluster", "eks_cluster", "gke_cluster", "aks_cluster", "container_app_environment")),
    ),
    Kind(
        "network",
        "networks",
        "network",
        (("networking", "vpc_id"), ("networking", "subnet_ids"), ("networking", "security_group_ids")),
        frozenset(("vpc", "vpc_network", "vnet", "virtual_network", "vpc_connector", "firewall"))
        | frozenset(("subnet", "subnetwork", "security_group", "network_security_group")),
    ),
    Kind(
        "kms_key",
        "kms_keys",
        "KMS key",
        (("storage", "kms_key_id"),),
        frozenset(("kms_key", "kms_crypto_key", "kms_alias", "key_vault_key")),
    ),
)
BY_NAME = {kind.name: kind for kind in KINDS}
BY_PLURAL = {kind.plural: kind for kind in KINDS}


def uses(subject: Subject, kind: Kind) -> Iterator[Node]:
    """Each value in which a job names something of a kind."""
    for path in kind.paths:
        node = subject.fact(*path)
        if node is not None:
            yield from node.elements if node.is_list else (node,)
    yield from resource_ids(subject, kind.types)


def resource_ids(subject: Subject, types: frozenset[str]) -> Iterator[Node]:
    """The ids of a job's resources of some types."""
    for resource in subject.resources():
        kind, name = resource.get("resource_type"), resource.get("resource_id")
        if kind is not None and name is not None and kind.text in types:
            yield name


_SCHEMES = re.compile(r"(?:s3|gs|abfss)://")
_TYPED = re.compile(r"[a-z-]+[:/]")  # `role/`, `secret:`; S3, SNS and SQS put none before the name


def bare_name(text: str) -> str:
    """The name that people gave something: the id without what the cloud put around it.

    `acme-lake` of `arn:aws:s3:::acme-lake`, `etl` of `arn:aws:iam::1:role/team/etl`, of `etl@acme.iam...` and of
    `projects/acme/datasets/etl`.
    """
    if text.startswith("arn:") and text.count(":") >= 5:
        service, name = text.split(":")[2], text.split(":", 5)[5]
        name = _TYPED.sub("", name, count=1) if _TYPED.match(name) else name
        return name.rpartition("/")[2] if service == "iam" else name
    scheme = _SCHEMES.match(text)
    if scheme:
        return re.split(r"[/@]", text[scheme.end() :])[0]
    if text.startswith(("projects/", "/subscriptions/", "//", "http://", "https://")):
        text = text.rstrip("/").rpartition("/")[2]
    return text.partition("@")[0] or text


def identity(subject: Subject, kind: Kind, node: Node) -> tuple[str, str]:
    """What is equal for two uses of one thing, wherever the jobs run. Bucket names are global but on azure."""
    provider = subject.cloud.provider
    if kind.name == "bucket" and provider != "azure":
        return provider, bare_name(node.text)
    text = node.text.lower() if provider == "azure" else node.text
    namespace = subject.fact("runtime", "namespace")
    if kind.name == "service_account" and not qualified(text) and _in_kubernetes(subject):
        cluster = subject.fact("runtime", "cluster_name")
        text = f"{cluster.text if cluster else ''}/{namespace.text if namespace else 'default'}/{text}"
    return provider, text


def qualified(text: str) -> bool:
    """Whether an id says by itself in which account or project its thing lies."""
    return any(mark in text for mark in (":", "/", "@"))


def _in_kubernetes(subject: Subject) -> bool:
    return subject.member.provision.runtime in ("kubernetes", "dagster", "airflow")

"""What every cloud answers about the regions, names and identifiers in a job."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

ORCHESTRATED_RUNTIMES = frozenset({"dagster", "airflow", "kubernetes"})
"""Runtimes that every cloud has."""


class Misfit(NamedTuple):
    """Why a value cannot be right, and what to write instead; the caller knows the place and the key."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What an identifier says about where its resource lives; `account_id` is the subscription on Azure."""

    region: str | None = None
    account_id: str | None = None
    project_id: str | None = None
    resource_group: str | None = None


class Cloud(ABC):
    """One cloud: its names in Terraform, and what its identifiers look like.

    Regions and instance types are judged by their form, not by a list, so that new ones need no release.
    """

    provider: ClassVar[str]
    terraform_provider: ClassVar[str]
    provider_source: ClassVar[str]
    default_backend: ClassVar[str]
    runtimes: ClassVar[frozenset[str]]
    tags_argument: ClassVar[str]
    default_tags: ClassVar[bool]
    """Whether the Terraform provider can add tags to every resource by itself."""

    region_form: ClassVar[re.Pattern[str]]
    region_telltale: ClassVar[re.Pattern[str]]
    """Narrower than `region_form` where that would take other clouds' regions or plain words."""
    region_example: ClassVar[str]
    instance_type_form: ClassVar[re.Pattern[str]]
    instance_type_examples: ClassVar[str]

    @abstractmethod
    def owns(self, identifier: str) -> bool:
        """Whether the identifier begins (or ends) like those of this cloud and no other; it may be broken."""

    @abstractmethod
    def facts(self, identifier: str) -> Facts:
        """What the identifier tells; nothing for opaque names and for broken identifiers."""

    @abstractmethod
    def malformed(self, identifier: str) -> Misfit | None:
        """Why something that begins like an identifier of this cloud is not one; None for opaque names."""

    @abstractmethod
    def meant_region(self, region: str) -> str | None:
        """The region that a near miss (a zone, another spelling) stands for."""

    @abstractmethod
    def meant_instance_type(self, instance_type: str) -> str | None:
        """The instance type that a near miss stands for."""

    @abstractmethod
    def account_misfit(self, account_id: str) -> Misfit | None:
        """Why this is no `account_id` of this cloud."""

    @abstractmethod
    def project_misfit(self, project_id: str) -> Misfit | None:
        """Why this is no `project_id` of this cloud."""

    @abstractmethod
    def bucket_misfit(self, bucket: str) -> Misfit | None:
        """Why this cannot be the name in `infrastructure.storage.bucket`."""

    @abstractmethod
    def kms_key_misfit(self, kms_key_id: str) -> Misfit | None:
        """Why this cannot be the key in `infrastructure.storage.kms_key_id`."""

    def normal_region(self, region: str) -> str:
        """The one spelling of a region under which two are compared."""
        return region


def address_misfit(bucket: str, schemes: tuple[str, ...]) -> Misfit | None:
    """A bucket's name written as an address (`s3://acme/raw`) or with a path behind it."""
    scheme = next((each for each in schemes if bucket.startswith(each)), "")
    name, _, path = bucket.removeprefix(scheme).partition("/")
    if not scheme and not path and "/" not in bucket:
        return None
    hint = f"write `bucket: {name}`" if name else "write the bucket's name alone"
    if path:
        hint += f" and `prefix: {path}`"
    return Misfit(f"{bucket} is an address, not the name of a bucket", hint)

"""The library under the name that Dativo's feature summary gives it; `dativo_gen.library` is the same."""

from __future__ import annotations

from dativo_gen.library import (
    InfrastructureModel,
    InfrastructureProviderModel,
    InfrastructureResourceModel,
    InfrastructureTagsModel,
    InfrastructureTerraformModel,
    get_infrastructure_tags,
    read_infrastructure,
    validate_infrastructure,
)

__all__ = (
    "InfrastructureModel",
    "InfrastructureProviderModel",
    "InfrastructureResourceModel",
    "InfrastructureTagsModel",
    "InfrastructureTerraformModel",
    "get_infrastructure_tags",
    "read_infrastructure",
    "validate_infrastructure",
)

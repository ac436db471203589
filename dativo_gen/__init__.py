"""dativo-gen: job configs of many tenants in, a generated tree for Terraform and the orchestrators out.

What other programs may call stands in `dativo_gen.library`; its names can be imported from here too, and are read
when they are asked for, since the command line needs this package for its version alone.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dativo_gen.library import (
        InfrastructureModel,
        InfrastructureProviderModel,
        InfrastructureResourceModel,
        InfrastructureTagsModel,
        InfrastructureTerraformModel,
        get_infrastructure_tags,
        read_infrastructure,
        resolve_terraform_outputs,
        validate_infrastructure,
    )

__version__ = "0.1.0"
__all__ = (
    "InfrastructureModel",
    "InfrastructureProviderModel",
    "InfrastructureResourceModel",
    "InfrastructureTagsModel",
    "InfrastructureTerraformModel",
    "__version__",
    "get_infrastructure_tags",
    "read_infrastructure",
    "resolve_terraform_outputs",
    "validate_infrastructure",
)


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("dativo_gen.library"), name)

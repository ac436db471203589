"""What generated Dagster code imports, and helpers for code written by hand. Needs the extra `dagster`."""

from dativo_gen.dagster.definitions import definitions_from
from dativo_gen.dagster.helpers import (
    add_infrastructure_metadata,
    create_dativo_asset_with_infrastructure,
    create_multi_tenant_assets,
    get_compliance_metadata,
    get_cost_allocation_tags,
    get_infrastructure_resource_config,
)
from dativo_gen.dagster.resource import DativoInfrastructureResource, dativo_infrastructure_resource

__all__ = [
    "DativoInfrastructureResource",
    "add_infrastructure_metadata",
    "create_dativo_asset_with_infrastructure",
    "create_multi_tenant_assets",
    "dativo_infrastructure_resource",
    "definitions_from",
    "get_compliance_metadata",
    "get_cost_allocation_tags",
    "get_infrastructure_resource_config",
]

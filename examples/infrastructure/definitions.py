"""Assets of two tenants from their job configs, and an asset by hand that knows a job's infrastructure."""

from pathlib import Path

import dagster as dg

from dativo_gen.dagster import (
    DativoInfrastructureResource,
    add_infrastructure_metadata,
    create_multi_tenant_assets,
    dativo_infrastructure_resource,
    get_compliance_metadata,
    get_cost_allocation_tags,
)

HERE = Path(__file__).parent
JOBS = HERE / "jobs"
CUSTOMERS = JOBS / "acme" / "stripe_customers.yaml"

tenants = create_multi_tenant_assets({"acme": JOBS / "acme", "globex": JOBS / "globex"})


@dg.asset(
    key=["acme", "customer_report"],
    deps=[dg.AssetKey(["acme", "stripe_customers"])],
    group_name="acme",
    tags=get_cost_allocation_tags(CUSTOMERS),
    metadata=get_compliance_metadata(CUSTOMERS),
)
def customer_report(context: dg.AssetExecutionContext, dativo: DativoInfrastructureResource) -> dg.MaterializeResult:
    """A report on the customers, from the bucket that Terraform made."""
    add_infrastructure_metadata(context, CUSTOMERS)
    bucket = dativo.outputs["target.connection.s3.bucket"]
    context.log.info("the customers lie in %s", bucket)
    return dg.MaterializeResult(metadata={"bucket": bucket})


defs = dg.Definitions(
    assets=[*tenants, customer_report],
    jobs=[dg.define_asset_job("acme_daily", selection=dg.AssetSelection.groups("acme"))],
    schedules=[dg.ScheduleDefinition(job_name="acme_daily", cron_schedule="0 6 * * *", execution_timezone="UTC")],
    resources={"dativo": dativo_infrastructure_resource(CUSTOMERS, HERE / "terraform-outputs.json")},
)

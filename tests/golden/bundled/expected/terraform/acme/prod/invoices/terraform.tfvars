# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/invoices.yaml

# job_configs/acme/invoices.yaml
job_invoices = {
  job_name       = "invoices"
  tenant_id      = "acme"
  environment    = "prod"
  cloud_provider = "aws"

  runtime_type            = "dagster"
  runtime_cluster_name    = "dativo-prod"
  runtime_service_account = "arn:aws:iam::123456789012:role/dativo"

  storage_bucket = "acme-data-lake"
  storage_prefix = "raw/invoices"

  region     = "eu-west-1"
  account_id = "123456789012"

  tags = {
    Owner                  = "data-team@acme.com"
    environment            = "prod"
    "finops.business_tags" = "payments/revenue"
    "finops.cost_center"   = "HR-001"
    job_name               = "invoices"
    tenant_id              = "acme"
  }
}

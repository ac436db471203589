# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/invoices.yaml

module "invoices" {
  source = "../../../_modules/aws/etl-job"

  job_name       = var.job_invoices.job_name
  tenant_id      = var.job_invoices.tenant_id
  environment    = var.job_invoices.environment
  cloud_provider = var.job_invoices.cloud_provider

  runtime_type            = var.job_invoices.runtime_type
  runtime_cluster_name    = var.job_invoices.runtime_cluster_name
  runtime_service_account = var.job_invoices.runtime_service_account

  storage_bucket = var.job_invoices.storage_bucket
  storage_prefix = var.job_invoices.storage_prefix

  region     = var.job_invoices.region
  account_id = var.job_invoices.account_id

  tags = var.job_invoices.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/_shared/invoices.yaml

module "invoices" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_invoices.job_name
  tenant_id   = var.job_invoices.tenant_id
  environment = var.job_invoices.environment

  compute_cpu    = var.job_invoices.compute_cpu
  compute_memory = var.job_invoices.compute_memory

  storage_bucket = var.job_invoices.storage_bucket
  storage_prefix = var.job_invoices.storage_prefix

  region = var.job_invoices.region

  tags = var.job_invoices.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/trey/grants.yaml

module "grants" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_grants.job_name
  tenant_id   = var.job_grants.tenant_id
  environment = var.job_grants.environment

  compute_cpu    = var.job_grants.compute_cpu
  compute_memory = var.job_grants.compute_memory

  storage_bucket = var.job_grants.storage_bucket

  region         = var.job_grants.region
  account_id     = var.job_grants.account_id
  resource_group = var.job_grants.resource_group

  tags = var.job_grants.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_local.yaml

module "on_local" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_on_local.job_name
  tenant_id   = var.job_on_local.tenant_id
  environment = var.job_on_local.environment

  storage_bucket = var.job_on_local.storage_bucket
  storage_prefix = var.job_on_local.storage_prefix

  region = var.job_on_local.region

  tags = var.job_on_local.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_remote.yaml

module "on_remote" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_on_remote.job_name
  tenant_id   = var.job_on_remote.tenant_id
  environment = var.job_on_remote.environment

  storage_bucket = var.job_on_remote.storage_bucket
  storage_prefix = var.job_on_remote.storage_prefix

  region = var.job_on_remote.region

  tags = var.job_on_remote.tags
}

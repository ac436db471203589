# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/passes.yaml

module "passes" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_passes.job_name
  tenant_id   = var.job_passes.tenant_id
  environment = var.job_passes.environment

  storage_bucket = var.job_passes.storage_bucket
  storage_prefix = var.job_passes.storage_prefix

  region = var.job_passes.region

  tags = var.job_passes.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_cloud.yaml

module "on_cloud" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_on_cloud.job_name
  tenant_id   = var.job_on_cloud.tenant_id
  environment = var.job_on_cloud.environment

  storage_bucket = var.job_on_cloud.storage_bucket
  storage_prefix = var.job_on_cloud.storage_prefix

  region = var.job_on_cloud.region

  tags = var.job_on_cloud.tags
}

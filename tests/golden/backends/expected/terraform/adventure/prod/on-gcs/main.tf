# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_gcs.yaml

module "on_gcs" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_on_gcs.job_name
  tenant_id   = var.job_on_gcs.tenant_id
  environment = var.job_on_gcs.environment

  storage_bucket = var.job_on_gcs.storage_bucket
  storage_prefix = var.job_on_gcs.storage_prefix

  region = var.job_on_gcs.region

  tags = var.job_on_gcs.tags
}

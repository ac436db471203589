# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_s3.yaml

module "on_s3" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_on_s3.job_name
  tenant_id   = var.job_on_s3.tenant_id
  environment = var.job_on_s3.environment

  storage_bucket = var.job_on_s3.storage_bucket
  storage_prefix = var.job_on_s3.storage_prefix

  region = var.job_on_s3.region

  tags = var.job_on_s3.tags
}

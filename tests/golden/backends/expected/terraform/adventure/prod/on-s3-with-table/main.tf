# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_s3_with_table.yaml

module "on_s3_with_table" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_on_s3_with_table.job_name
  tenant_id   = var.job_on_s3_with_table.tenant_id
  environment = var.job_on_s3_with_table.environment

  storage_bucket = var.job_on_s3_with_table.storage_bucket
  storage_prefix = var.job_on_s3_with_table.storage_prefix

  region = var.job_on_s3_with_table.region

  tags = var.job_on_s3_with_table.tags
}

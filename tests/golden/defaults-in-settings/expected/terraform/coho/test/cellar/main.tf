# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/coho/tastings.yaml

module "tastings" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_tastings.job_name
  tenant_id   = var.job_tastings.tenant_id
  environment = var.job_tastings.environment

  storage_bucket = var.job_tastings.storage_bucket

  region = var.job_tastings.region

  tags = var.job_tastings.tags
}

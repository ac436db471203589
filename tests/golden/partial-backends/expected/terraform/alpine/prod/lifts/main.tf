# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/lifts.yaml

module "lifts" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_lifts.job_name
  tenant_id   = var.job_lifts.tenant_id
  environment = var.job_lifts.environment

  storage_bucket = var.job_lifts.storage_bucket

  region = var.job_lifts.region

  tags = var.job_lifts.tags
}

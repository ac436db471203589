# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/rentals.yaml

module "rentals" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_rentals.job_name
  tenant_id   = var.job_rentals.tenant_id
  environment = var.job_rentals.environment

  storage_bucket = var.job_rentals.storage_bucket

  region = var.job_rentals.region

  tags = var.job_rentals.tags
}

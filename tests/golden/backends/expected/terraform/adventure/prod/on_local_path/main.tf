# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_local_path.yaml

module "on_local_path" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_on_local_path.job_name
  tenant_id   = var.job_on_local_path.tenant_id
  environment = var.job_on_local_path.environment

  storage_bucket = var.job_on_local_path.storage_bucket
  storage_prefix = var.job_on_local_path.storage_prefix

  region = var.job_on_local_path.region

  tags = var.job_on_local_path.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/trey/labs.yaml

module "labs" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_labs.job_name
  tenant_id   = var.job_labs.tenant_id
  environment = var.job_labs.environment

  compute_cpu    = var.job_labs.compute_cpu
  compute_memory = var.job_labs.compute_memory

  networking_subnet_ids = var.job_labs.networking_subnet_ids

  storage_bucket = var.job_labs.storage_bucket

  region     = var.job_labs.region
  account_id = var.job_labs.account_id

  tags = var.job_labs.tags
}

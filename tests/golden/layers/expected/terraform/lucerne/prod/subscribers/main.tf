# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/lucerne/subscribers.yaml

module "subscribers" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_subscribers.job_name
  tenant_id   = var.job_subscribers.tenant_id
  environment = var.job_subscribers.environment

  compute_cpu    = var.job_subscribers.compute_cpu
  compute_memory = var.job_subscribers.compute_memory

  networking_subnet_ids = var.job_subscribers.networking_subnet_ids

  storage_bucket = var.job_subscribers.storage_bucket
  storage_prefix = var.job_subscribers.storage_prefix

  region = var.job_subscribers.region

  tags = var.job_subscribers.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/lucerne/print/orders.yaml

module "orders" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_orders.job_name
  tenant_id   = var.job_orders.tenant_id
  environment = var.job_orders.environment

  compute_cpu    = var.job_orders.compute_cpu
  compute_memory = var.job_orders.compute_memory

  networking_subnet_ids = var.job_orders.networking_subnet_ids

  storage_bucket = var.job_orders.storage_bucket
  storage_prefix = var.job_orders.storage_prefix

  region = var.job_orders.region

  tags = var.job_orders.tags
}

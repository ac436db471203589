# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/orders.yaml

module "orders" {
  source = "../../../_modules/aws/etl-job"

  job_name       = var.job_orders.job_name
  tenant_id      = var.job_orders.tenant_id
  environment    = var.job_orders.environment
  cloud_provider = var.job_orders.cloud_provider

  runtime_type         = var.job_orders.runtime_type
  runtime_cluster_name = var.job_orders.runtime_cluster_name

  compute_cpu                 = var.job_orders.compute_cpu
  compute_memory              = var.job_orders.compute_memory
  compute_max_runtime_seconds = var.job_orders.compute_max_runtime_seconds

  networking_vpc_id             = var.job_orders.networking_vpc_id
  networking_subnet_ids         = var.job_orders.networking_subnet_ids
  networking_private_networking = var.job_orders.networking_private_networking

  storage_bucket = var.job_orders.storage_bucket
  storage_prefix = var.job_orders.storage_prefix

  command         = var.job_orders.command
  container_image = var.job_orders.container_image
  schedule        = var.job_orders.schedule

  region = var.job_orders.region

  enable_monitoring = var.job_orders.enable_monitoring
  retention_days    = var.job_orders.retention_days

  tags = var.job_orders.tags
}

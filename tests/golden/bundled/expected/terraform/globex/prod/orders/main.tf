# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/globex/orders.yaml

module "orders" {
  source = "../../../_modules/aws/etl-job"

  job_name       = var.job_orders.job_name
  tenant_id      = var.job_orders.tenant_id
  environment    = var.job_orders.environment
  cloud_provider = var.job_orders.cloud_provider

  runtime_type         = var.job_orders.runtime_type
  runtime_cluster_name = var.job_orders.runtime_cluster_name

  storage_bucket = var.job_orders.storage_bucket
  storage_prefix = var.job_orders.storage_prefix

  command = var.job_orders.command

  region = var.job_orders.region

  container_image = var.job_orders.container_image

  tags = var.job_orders.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/postgres_orders_multi_environment.yaml

module "postgres_orders_multi_environment" {
  source = "../../../../../terraform/modules/dativo-etl"

  job_name       = var.job_postgres_orders_multi_environment.job_name
  tenant_id      = var.job_postgres_orders_multi_environment.tenant_id
  environment    = var.job_postgres_orders_multi_environment.environment
  cloud_provider = var.job_postgres_orders_multi_environment.cloud_provider

  compute_cpu    = var.job_postgres_orders_multi_environment.compute_cpu
  compute_memory = var.job_postgres_orders_multi_environment.compute_memory

  networking_vpc_id     = var.job_postgres_orders_multi_environment.networking_vpc_id
  networking_subnet_ids = var.job_postgres_orders_multi_environment.networking_subnet_ids

  storage_bucket = var.job_postgres_orders_multi_environment.storage_bucket
  storage_prefix = var.job_postgres_orders_multi_environment.storage_prefix

  region     = var.job_postgres_orders_multi_environment.region
  account_id = var.job_postgres_orders_multi_environment.account_id

  log_retention_days = var.job_postgres_orders_multi_environment.log_retention_days

  tags = var.job_postgres_orders_multi_environment.tags
}

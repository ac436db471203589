# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/globex/orders/order_items.yaml
# Source: job_configs/globex/orders/orders.yaml

module "order_items" {
  source = "../../../../../terraform/modules/dativo-etl"

  job_name       = var.job_order_items.job_name
  tenant_id      = var.job_order_items.tenant_id
  environment    = var.job_order_items.environment
  cloud_provider = var.job_order_items.cloud_provider

  runtime_type            = var.job_order_items.runtime_type
  runtime_cluster_name    = var.job_order_items.runtime_cluster_name
  runtime_namespace       = var.job_order_items.runtime_namespace
  runtime_service_account = var.job_order_items.runtime_service_account

  compute_cpu                 = var.job_order_items.compute_cpu
  compute_memory              = var.job_order_items.compute_memory
  compute_max_runtime_seconds = var.job_order_items.compute_max_runtime_seconds

  storage_bucket     = var.job_order_items.storage_bucket
  storage_prefix     = var.job_order_items.storage_prefix
  storage_kms_key_id = var.job_order_items.storage_kms_key_id

  region     = var.job_order_items.region
  account_id = var.job_order_items.account_id

  tags = var.job_order_items.tags
}

module "orders" {
  source = "../../../../../terraform/modules/dativo-etl"

  job_name       = var.job_orders.job_name
  tenant_id      = var.job_orders.tenant_id
  environment    = var.job_orders.environment
  cloud_provider = var.job_orders.cloud_provider

  runtime_type            = var.job_orders.runtime_type
  runtime_cluster_name    = var.job_orders.runtime_cluster_name
  runtime_namespace       = var.job_orders.runtime_namespace
  runtime_service_account = var.job_orders.runtime_service_account

  compute_cpu                 = var.job_orders.compute_cpu
  compute_memory              = var.job_orders.compute_memory
  compute_max_runtime_seconds = var.job_orders.compute_max_runtime_seconds

  networking_vpc_id     = var.job_orders.networking_vpc_id
  networking_subnet_ids = var.job_orders.networking_subnet_ids

  storage_bucket     = var.job_orders.storage_bucket
  storage_prefix     = var.job_orders.storage_prefix
  storage_kms_key_id = var.job_orders.storage_kms_key_id

  region     = var.job_orders.region
  account_id = var.job_orders.account_id

  tags = var.job_orders.tags
}

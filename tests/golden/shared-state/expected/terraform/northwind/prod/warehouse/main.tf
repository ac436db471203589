# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/northwind/carriers.yaml
# Source: job_configs/northwind/shipments.yaml
# Source: job_configs/northwind/warehouse-stock.yaml

module "carriers" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_carriers.job_name
  tenant_id   = var.job_carriers.tenant_id
  environment = var.job_carriers.environment

  compute_cpu    = var.job_carriers.compute_cpu
  compute_memory = var.job_carriers.compute_memory

  storage_bucket = var.job_carriers.storage_bucket
  storage_prefix = var.job_carriers.storage_prefix

  region = var.job_carriers.region

  tags = var.job_carriers.tags
}

module "shipments" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_shipments.job_name
  tenant_id   = var.job_shipments.tenant_id
  environment = var.job_shipments.environment

  compute_cpu    = var.job_shipments.compute_cpu
  compute_memory = var.job_shipments.compute_memory

  networking_subnet_ids = var.job_shipments.networking_subnet_ids

  storage_bucket = var.job_shipments.storage_bucket
  storage_prefix = var.job_shipments.storage_prefix

  region = var.job_shipments.region

  tags = var.job_shipments.tags
}

module "warehouse-stock" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_warehouse-stock.job_name
  tenant_id   = var.job_warehouse-stock.tenant_id
  environment = var.job_warehouse-stock.environment

  compute_cpu    = var.job_warehouse-stock.compute_cpu
  compute_memory = var.job_warehouse-stock.compute_memory

  storage_bucket = var.job_warehouse-stock.storage_bucket
  storage_prefix = var.job_warehouse-stock.storage_prefix

  region = var.job_warehouse-stock.region

  tags = var.job_warehouse-stock.tags
}

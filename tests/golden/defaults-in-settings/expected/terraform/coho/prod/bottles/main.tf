# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/coho/bottles.yaml

module "bottles" {
  source = "coho/dativo-etl/google"

  job_name    = var.job_bottles.job_name
  tenant_id   = var.job_bottles.tenant_id
  environment = var.job_bottles.environment

  runtime_type = var.job_bottles.runtime_type

  networking_vpc_id     = var.job_bottles.networking_vpc_id
  networking_subnet_ids = var.job_bottles.networking_subnet_ids

  storage_bucket = var.job_bottles.storage_bucket
  storage_prefix = var.job_bottles.storage_prefix

  tags = var.job_bottles.tags
}

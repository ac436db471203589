# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/lucerne/print/royalties.yaml

module "royalties" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_royalties.job_name
  tenant_id   = var.job_royalties.tenant_id
  environment = var.job_royalties.environment

  compute_cpu = var.job_royalties.compute_cpu

  storage_bucket = var.job_royalties.storage_bucket
  storage_prefix = var.job_royalties.storage_prefix

  region = var.job_royalties.region

  tags = var.job_royalties.tags
}

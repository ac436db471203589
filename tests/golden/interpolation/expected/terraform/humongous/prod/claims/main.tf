# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/humongous/claims.yaml

module "claims" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_claims.job_name
  tenant_id   = var.job_claims.tenant_id
  environment = var.job_claims.environment

  compute_cpu    = var.job_claims.compute_cpu
  compute_memory = var.job_claims.compute_memory

  networking_subnet_ids = var.job_claims.networking_subnet_ids

  storage_bucket = var.job_claims.storage_bucket
  storage_prefix = var.job_claims.storage_prefix

  region = var.job_claims.region

  tags_of = var.job_claims.tags_of

  tags = var.job_claims.tags
}

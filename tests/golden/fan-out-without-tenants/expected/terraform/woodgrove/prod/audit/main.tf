# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/every_tenant/audit.yaml

module "audit" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_audit.job_name
  tenant_id   = var.job_audit.tenant_id
  environment = var.job_audit.environment

  storage_bucket = var.job_audit.storage_bucket
  storage_prefix = var.job_audit.storage_prefix

  region = var.job_audit.region

  tags = var.job_audit.tags
}

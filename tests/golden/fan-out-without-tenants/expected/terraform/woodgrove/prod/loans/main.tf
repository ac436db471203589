# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/woodgrove/loans.yaml

module "loans" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_loans.job_name
  tenant_id   = var.job_loans.tenant_id
  environment = var.job_loans.environment

  storage_bucket = var.job_loans.storage_bucket

  region = var.job_loans.region

  tags = var.job_loans.tags
}

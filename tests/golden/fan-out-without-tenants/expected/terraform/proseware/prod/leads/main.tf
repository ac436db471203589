# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/proseware/leads.yaml

module "leads" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_leads.job_name
  tenant_id   = var.job_leads.tenant_id
  environment = var.job_leads.environment

  storage_bucket = var.job_leads.storage_bucket

  region = var.job_leads.region

  tags = var.job_leads.tags
}

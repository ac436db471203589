# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_http.yaml

module "on_http" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_on_http.job_name
  tenant_id   = var.job_on_http.tenant_id
  environment = var.job_on_http.environment

  storage_bucket = var.job_on_http.storage_bucket
  storage_prefix = var.job_on_http.storage_prefix

  region = var.job_on_http.region

  tags = var.job_on_http.tags
}

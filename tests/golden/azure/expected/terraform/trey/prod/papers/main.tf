# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/trey/papers.yaml

module "papers" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_papers.job_name
  tenant_id   = var.job_papers.tenant_id
  environment = var.job_papers.environment

  storage_bucket = var.job_papers.storage_bucket

  tags = var.job_papers.tags
}

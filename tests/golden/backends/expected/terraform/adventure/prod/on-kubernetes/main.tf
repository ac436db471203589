# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_kubernetes.yaml

module "on_kubernetes" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_on_kubernetes.job_name
  tenant_id   = var.job_on_kubernetes.tenant_id
  environment = var.job_on_kubernetes.environment

  storage_bucket = var.job_on_kubernetes.storage_bucket
  storage_prefix = var.job_on_kubernetes.storage_prefix

  region = var.job_on_kubernetes.region

  tags = var.job_on_kubernetes.tags
}

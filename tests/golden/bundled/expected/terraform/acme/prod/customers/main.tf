# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/customers.yaml

module "customers" {
  source = "../../../_modules/kubernetes/etl-job"

  job_name       = var.job_customers.job_name
  tenant_id      = var.job_customers.tenant_id
  environment    = var.job_customers.environment
  cloud_provider = var.job_customers.cloud_provider

  runtime_type            = var.job_customers.runtime_type
  runtime_cluster_name    = var.job_customers.runtime_cluster_name
  runtime_namespace       = var.job_customers.runtime_namespace
  runtime_service_account = var.job_customers.runtime_service_account

  compute_cpu    = var.job_customers.compute_cpu
  compute_memory = var.job_customers.compute_memory

  storage_bucket = var.job_customers.storage_bucket
  storage_prefix = var.job_customers.storage_prefix

  command         = var.job_customers.command
  container_image = var.job_customers.container_image
  on_partial      = var.job_customers.on_partial
  schedule        = var.job_customers.schedule

  region = var.job_customers.region

  annotations = var.job_customers.annotations
  labels      = var.job_customers.labels
  tags        = var.job_customers.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/_shared/stripe_customers.yaml

module "stripe_customers" {
  source = "../../../../../terraform/modules/dativo-etl"

  job_name       = var.job_stripe_customers.job_name
  tenant_id      = var.job_stripe_customers.tenant_id
  environment    = var.job_stripe_customers.environment
  cloud_provider = var.job_stripe_customers.cloud_provider

  runtime_type            = var.job_stripe_customers.runtime_type
  runtime_cluster_name    = var.job_stripe_customers.runtime_cluster_name
  runtime_namespace       = var.job_stripe_customers.runtime_namespace
  runtime_service_account = var.job_stripe_customers.runtime_service_account

  compute_cpu    = var.job_stripe_customers.compute_cpu
  compute_memory = var.job_stripe_customers.compute_memory

  storage_bucket = var.job_stripe_customers.storage_bucket
  storage_prefix = var.job_stripe_customers.storage_prefix

  region     = var.job_stripe_customers.region
  account_id = var.job_stripe_customers.account_id

  quota_gb = var.job_stripe_customers.quota_gb

  tags = var.job_stripe_customers.tags
}

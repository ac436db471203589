# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/globex/stripe_customers.yaml

module "stripe_customers" {
  source = "../../../../../terraform/modules/dativo-etl"

  job_name       = var.job_stripe_customers.job_name
  tenant_id      = var.job_stripe_customers.tenant_id
  environment    = var.job_stripe_customers.environment
  cloud_provider = var.job_stripe_customers.cloud_provider

  runtime_cluster_name    = var.job_stripe_customers.runtime_cluster_name
  runtime_namespace       = var.job_stripe_customers.runtime_namespace
  runtime_service_account = var.job_stripe_customers.runtime_service_account

  networking_vpc_id     = var.job_stripe_customers.networking_vpc_id
  networking_subnet_ids = var.job_stripe_customers.networking_subnet_ids

  storage_bucket = var.job_stripe_customers.storage_bucket

  region     = var.job_stripe_customers.region
  account_id = var.job_stripe_customers.account_id

  tags = var.job_stripe_customers.tags
}

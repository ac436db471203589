# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_gcp.yaml

module "stripe_customers_gcp" {
  source = "git::https://github.com/acme/terraform-gcp-dativo.git//modules/cloud-run-etl-job?ref=1.2.0"

  job_name    = var.job_stripe_customers_gcp.job_name
  tenant_id   = var.job_stripe_customers_gcp.tenant_id
  environment = var.job_stripe_customers_gcp.environment

  runtime_type = var.job_stripe_customers_gcp.runtime_type

  compute_cpu    = var.job_stripe_customers_gcp.compute_cpu
  compute_memory = var.job_stripe_customers_gcp.compute_memory

  networking_vpc_id     = var.job_stripe_customers_gcp.networking_vpc_id
  networking_subnet_ids = var.job_stripe_customers_gcp.networking_subnet_ids

  storage_bucket     = var.job_stripe_customers_gcp.storage_bucket
  storage_prefix     = var.job_stripe_customers_gcp.storage_prefix
  storage_kms_key_id = var.job_stripe_customers_gcp.storage_kms_key_id

  dagster_code_location = var.job_stripe_customers_gcp.dagster_code_location
  dagster_repository    = var.job_stripe_customers_gcp.dagster_repository

  tags = var.job_stripe_customers_gcp.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_to_iceberg.yaml

module "stripe_customers_to_iceberg" {
  source = "git::https://github.com/acme/terraform-dativo-infrastructure.git//modules/etl-job?ref=1.2.0"

  job_name    = var.job_stripe_customers_to_iceberg.job_name
  tenant_id   = var.job_stripe_customers_to_iceberg.tenant_id
  environment = var.job_stripe_customers_to_iceberg.environment

  runtime_type = var.job_stripe_customers_to_iceberg.runtime_type

  compute_cpu           = var.job_stripe_customers_to_iceberg.compute_cpu
  compute_memory        = var.job_stripe_customers_to_iceberg.compute_memory
  compute_instance_type = var.job_stripe_customers_to_iceberg.compute_instance_type

  networking_vpc_id             = var.job_stripe_customers_to_iceberg.networking_vpc_id
  networking_subnet_ids         = var.job_stripe_customers_to_iceberg.networking_subnet_ids
  networking_security_group_ids = var.job_stripe_customers_to_iceberg.networking_security_group_ids

  storage_bucket     = var.job_stripe_customers_to_iceberg.storage_bucket
  storage_prefix     = var.job_stripe_customers_to_iceberg.storage_prefix
  storage_kms_key_id = var.job_stripe_customers_to_iceberg.storage_kms_key_id

  dagster_code_location = var.job_stripe_customers_to_iceberg.dagster_code_location
  dagster_repository    = var.job_stripe_customers_to_iceberg.dagster_repository

  enable_monitoring = var.job_stripe_customers_to_iceberg.enable_monitoring
  retention_days    = var.job_stripe_customers_to_iceberg.retention_days

  tags = var.job_stripe_customers_to_iceberg.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_aws.yaml

module "stripe_customers_aws" {
  source = "git::https://github.com/acme/terraform-aws-dativo.git//modules/ecs-etl-job?ref=1.2.0"

  job_name    = var.job_stripe_customers_aws.job_name
  tenant_id   = var.job_stripe_customers_aws.tenant_id
  environment = var.job_stripe_customers_aws.environment

  runtime_type = var.job_stripe_customers_aws.runtime_type

  compute_cpu           = var.job_stripe_customers_aws.compute_cpu
  compute_memory        = var.job_stripe_customers_aws.compute_memory
  compute_instance_type = var.job_stripe_customers_aws.compute_instance_type

  networking_vpc_id             = var.job_stripe_customers_aws.networking_vpc_id
  networking_subnet_ids         = var.job_stripe_customers_aws.networking_subnet_ids
  networking_security_group_ids = var.job_stripe_customers_aws.networking_security_group_ids

  storage_bucket     = var.job_stripe_customers_aws.storage_bucket
  storage_prefix     = var.job_stripe_customers_aws.storage_prefix
  storage_kms_key_id = var.job_stripe_customers_aws.storage_kms_key_id

  dagster_code_location = var.job_stripe_customers_aws.dagster_code_location
  dagster_repository    = var.job_stripe_customers_aws.dagster_repository

  tags = var.job_stripe_customers_aws.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_k8s.yaml

module "stripe_customers_k8s" {
  source = "git::https://github.com/acme/terraform-k8s-dativo.git//modules/etl-job?ref=1.2.0"

  job_name    = var.job_stripe_customers_k8s.job_name
  tenant_id   = var.job_stripe_customers_k8s.tenant_id
  environment = var.job_stripe_customers_k8s.environment

  runtime_type = var.job_stripe_customers_k8s.runtime_type

  compute_cpu    = var.job_stripe_customers_k8s.compute_cpu
  compute_memory = var.job_stripe_customers_k8s.compute_memory

  networking_vpc_id     = var.job_stripe_customers_k8s.networking_vpc_id
  networking_subnet_ids = var.job_stripe_customers_k8s.networking_subnet_ids

  storage_bucket = var.job_stripe_customers_k8s.storage_bucket
  storage_prefix = var.job_stripe_customers_k8s.storage_prefix

  dagster_code_location = var.job_stripe_customers_k8s.dagster_code_location
  dagster_repository    = var.job_stripe_customers_k8s.dagster_repository

  tags = var.job_stripe_customers_k8s.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_aws_infrastructure.yaml

module "stripe_customers_aws_infrastructure" {
  source = "../../../../../terraform/modules/landing-zone"

  job_name    = var.job_stripe_customers_aws_infrastructure.job_name
  tenant_id   = var.job_stripe_customers_aws_infrastructure.tenant_id
  environment = var.job_stripe_customers_aws_infrastructure.environment

  region     = var.job_stripe_customers_aws_infrastructure.region
  account_id = var.job_stripe_customers_aws_infrastructure.account_id

  retention_days = var.job_stripe_customers_aws_infrastructure.retention_days
  s3_bucket_name = var.job_stripe_customers_aws_infrastructure.s3_bucket_name

  labels = var.job_stripe_customers_aws_infrastructure.labels
}

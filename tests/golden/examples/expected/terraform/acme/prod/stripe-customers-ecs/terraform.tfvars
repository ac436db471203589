# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_aws.yaml

# job_configs/acme/stripe_customers_aws.yaml
job_stripe_customers_aws = {
  job_name    = "stripe_customers_aws"
  tenant_id   = "acme"
  environment = "prod"

  runtime_type = "ecs"

  compute_cpu           = "2048"
  compute_memory        = "4096"
  compute_instance_type = "t3.medium"

  networking_vpc_id             = "vpc-0123456789abcdef0"
  networking_subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  networking_security_group_ids = ["sg-0123456789abcdef0"]

  storage_bucket     = "acme-data-lake"
  storage_prefix     = "raw/stripe/customers_ecs"
  storage_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"

  dagster_code_location = "dativo-etl-prod"
  dagster_repository    = "etl_jobs"

  tags = {
    "classification.default" = "pii"
    "compliance.regulations" = "GDPR/CCPA"
    cost_center              = "HR-001"
    environment              = "production"
    "finops.business_tags"   = "payments/revenue/stripe"
    "finops.cost_center"     = "HR-001"
    "finops.environment"     = "production"
    "finops.project"         = "data-platform"
    job_name                 = "stripe_customers_aws"
    managed_by               = "terraform"
    project                  = "data-platform"
    tenant_id                = "acme"
  }
}

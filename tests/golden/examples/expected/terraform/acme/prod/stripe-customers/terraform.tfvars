# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_to_iceberg.yaml

# job_configs/acme/stripe_customers_to_iceberg.yaml
job_stripe_customers_to_iceberg = {
  job_name    = "stripe_customers_to_iceberg"
  tenant_id   = "acme"
  environment = "prod"

  runtime_type = "dagster"

  compute_cpu           = "2"
  compute_memory        = "4Gi"
  compute_instance_type = "t3.medium"

  networking_vpc_id             = "vpc-0123456789abcdef0"
  networking_subnet_ids         = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
  networking_security_group_ids = ["sg-0123456789abcdef0"]

  storage_bucket     = "acme-data-lake"
  storage_prefix     = "raw/stripe/customers"
  storage_kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012"

  dagster_code_location = "dativo-etl"
  dagster_repository    = "etl_jobs"

  enable_monitoring = true
  retention_days    = 90

  tags = {
    "classification.default" = "pii"
    "compliance.regulations" = "GDPR/CCPA"
    cost_center              = "HR-001"
    environment              = "production"
    "finops.business_tags"   = "payments/revenue/stripe"
    "finops.cost_center"     = "HR-001"
    "finops.environment"     = "production"
    "finops.project"         = "data-platform"
    job_name                 = "stripe_customers_to_iceberg"
    managed_by               = "terraform"
    project                  = "data-platform"
    tenant_id                = "acme"
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/_shared/stripe_customers.yaml

# job_configs/_shared/stripe_customers.yaml
job_stripe_customers = {
  job_name       = "stripe_customers"
  tenant_id      = "umbrella"
  environment    = "prod"
  cloud_provider = "aws"

  runtime_type            = "dagster"
  runtime_cluster_name    = "dativo-shared-prod"
  runtime_namespace       = "umbrella-etl"
  runtime_service_account = "arn:aws:iam::123456789012:role/dativo-umbrella-etl-role"

  compute_cpu    = "1"
  compute_memory = "2Gi"

  storage_bucket = "dativo-shared-data-lake"
  storage_prefix = "umbrella/raw/stripe/customers"

  region     = "us-east-1"
  account_id = "123456789012"

  quota_gb = 500

  tags = {
    "classification.default" = "pii"
    "compliance.regulations" = "GDPR/CCPA"
    environment              = "prod"
    "finops.business_tags"   = "payments/umbrella"
    "finops.cost_center"     = "SHARED-001"
    "finops.project"         = "data-platform"
    job_name                 = "stripe_customers"
    shared_infrastructure    = "true"
    tenant                   = "umbrella"
    tenant_id                = "umbrella"
  }
}

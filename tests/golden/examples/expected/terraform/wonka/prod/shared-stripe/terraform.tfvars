# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/_shared/stripe_customers.yaml

# job_configs/_shared/stripe_customers.yaml
job_stripe_customers = {
  job_name       = "stripe_customers"
  tenant_id      = "wonka"
  environment    = "prod"
  cloud_provider = "aws"

  runtime_type            = "dagster"
  runtime_cluster_name    = "dativo-shared-prod"
  runtime_namespace       = "wonka-etl"
  runtime_service_account = "arn:aws:iam::123456789012:role/dativo-wonka-etl-role"

  compute_cpu    = "4"
  compute_memory = "16Gi"

  storage_bucket = "dativo-shared-data-lake"
  storage_prefix = "wonka/raw/stripe/customers"

  region     = "us-east-1"
  account_id = "123456789012"

  quota_gb = 2000

  tags = {
    "classification.default" = "pii"
    "compliance.regulations" = "GDPR/CCPA"
    environment              = "prod"
    "finops.business_tags"   = "payments/wonka"
    "finops.cost_center"     = "SHARED-001"
    "finops.project"         = "data-platform"
    job_name                 = "stripe_customers"
    shared_infrastructure    = "true"
    tenant                   = "wonka"
    tenant_id                = "wonka"
  }
}

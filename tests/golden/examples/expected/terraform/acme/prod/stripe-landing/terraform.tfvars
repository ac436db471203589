# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_aws_infrastructure.yaml

# job_configs/acme/stripe_customers_aws_infrastructure.yaml
job_stripe_customers_aws_infrastructure = {
  job_name    = "stripe_customers_aws_infrastructure"
  tenant_id   = "acme"
  environment = "prod"

  region     = "us-east-1"
  account_id = "123456789012"

  retention_days = 365
  s3_bucket_name = "acme-data-lake-prod"

  labels = {
    business_unit            = "Analytics"
    "classification.default" = "pii"
    compliance               = "SOC2/GDPR"
    "compliance.regulations" = "GDPR/CCPA"
    cost_center              = "DATA-001"
    data_product             = "customers"
    environment              = "prod"
    "finops.business_tags"   = "payments/stripe"
    "finops.cost_center"     = "DATA-001"
    "finops.project"         = "data-platform"
    job_name                 = "stripe_customers_aws_infrastructure"
    project                  = "customer-360"
    tenant_id                = "acme"
  }
}

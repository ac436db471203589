# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/globex/stripe_customers.yaml

# job_configs/globex/stripe_customers.yaml
job_stripe_customers = {
  job_name       = "stripe_customers"
  tenant_id      = "globex"
  environment    = "prod"
  cloud_provider = "aws"

  runtime_cluster_name    = "dativo-globex-prod"
  runtime_namespace       = "globex-etl"
  runtime_service_account = "arn:aws:iam::123456789012:role/dativo-globex-etl-role"

  networking_vpc_id     = "vpc-globex"
  networking_subnet_ids = ["subnet-globex-1", "subnet-globex-2"]

  storage_bucket = "globex-data-lake"

  region     = "us-east-1"
  account_id = "123456789012"

  tags = {
    application              = "customer-analytics"
    business_unit            = "sales"
    "classification.default" = "pii"
    compliance               = "GDPR"
    "compliance.regulations" = "GDPR/CCPA"
    cost_center              = "GX-410"
    data_classification      = "PII"
    environment              = "production"
    "finops.cost_center"     = "FIN-001"
    "finops.project"         = "data-platform"
    job_name                 = "stripe_customers"
    managed_by               = "terraform"
    project                  = "data-platform"
    tenant                   = "globex"
    tenant_id                = "globex"
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers.yaml

# job_configs/acme/stripe_customers.yaml
job_stripe_customers = {
  job_name       = "stripe_customers"
  tenant_id      = "acme"
  environment    = "prod"
  cloud_provider = "aws"

  runtime_cluster_name    = "dativo-acme-prod"
  runtime_namespace       = "acme-etl"
  runtime_service_account = "arn:aws:iam::123456789012:role/dativo-acme-etl-role"

  networking_vpc_id     = "vpc-acme"
  networking_subnet_ids = ["subnet-acme-1", "subnet-acme-2"]

  storage_bucket = "acme-data-lake"

  region     = "us-east-1"
  account_id = "123456789012"

  tags = {
    "classification.default" = "pii"
    "compliance.regulations" = "GDPR/CCPA"
    environment              = "prod"
    "finops.cost_center"     = "FIN-001"
    "finops.project"         = "data-platform"
    job_name                 = "stripe_customers"
    tenant                   = "acme"
    tenant_id                = "acme"
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_k8s.yaml

# job_configs/acme/stripe_customers_k8s.yaml
job_stripe_customers_k8s = {
  job_name    = "stripe_customers_k8s"
  tenant_id   = "acme"
  environment = "prod"

  runtime_type = "kubernetes"

  compute_cpu    = "2"
  compute_memory = "4Gi"

  networking_vpc_id     = "vpc-0123456789abcdef0"
  networking_subnet_ids = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]

  storage_bucket = "acme-data-lake"
  storage_prefix = "raw/stripe/customers_k8s"

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
    job_name                 = "stripe_customers_k8s"
    project                  = "data-platform"
    tenant_id                = "acme"
  }
}

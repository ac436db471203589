# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/customers.yaml

# job_configs/acme/customers.yaml
job_customers = {
  job_name       = "customers"
  tenant_id      = "acme"
  environment    = "prod"
  cloud_provider = "aws"

  runtime_type            = "kubernetes"
  runtime_cluster_name    = "dativo-prod-eks"
  runtime_namespace       = "etl"
  runtime_service_account = "dativo-etl-sa"

  compute_cpu    = "500m"
  compute_memory = "2Gi"

  storage_bucket = "acme-data-lake"
  storage_prefix = "raw/customers"

  command         = ["run", "--config", "/app/generated/jobs/prod/acme/customers.yaml"]
  container_image = "registry.example/dativo:1.4"
  on_partial      = "fail"
  schedule = {
    cron     = "30 2 * * 1-5"
    timezone = "UTC"
    enabled  = true
  }

  region = "eu-west-1"

  annotations = {
    "dativo.io/Owner"                = "data-team@acme.com"
    "dativo.io/environment"          = "prod"
    "dativo.io/finops.business_tags" = "payments,revenue"
    "dativo.io/finops.cost_center"   = "HR-001"
    "dativo.io/job_name"             = "customers"
    "dativo.io/tenant_id"            = "acme"
  }
  labels = {
    "dativo.io/Owner"                = "data-team_at_acme.com"
    "dativo.io/environment"          = "prod"
    "dativo.io/finops.business_tags" = "payments.revenue"
    "dativo.io/finops.cost_center"   = "HR-001"
    "dativo.io/job_name"             = "customers"
    "dativo.io/tenant_id"            = "acme"
  }
  tags = {
    Owner                  = "data-team@acme.com"
    environment            = "prod"
    "finops.business_tags" = "payments/revenue"
    "finops.cost_center"   = "HR-001"
    job_name               = "customers"
    tenant_id              = "acme"
  }
}

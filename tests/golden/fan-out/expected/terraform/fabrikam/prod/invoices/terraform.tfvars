# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/_shared/invoices.yaml

# job_configs/_shared/invoices.yaml
job_invoices = {
  job_name    = "invoices"
  tenant_id   = "fabrikam"
  environment = "prod"

  compute_cpu    = "1"
  compute_memory = "2Gi"

  storage_bucket = "lake-prod"
  storage_prefix = "fabrikam/invoices"

  region = "eu-west-1"

  tags = {
    environment = "prod"
    job_name    = "invoices"
    tenant_id   = "fabrikam"
    tier        = "standard"
  }
}

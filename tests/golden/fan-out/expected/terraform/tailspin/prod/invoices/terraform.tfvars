# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/_shared/invoices.yaml

# job_configs/_shared/invoices.yaml
job_invoices = {
  job_name    = "invoices"
  tenant_id   = "tailspin"
  environment = "prod"

  compute_cpu    = "1"
  compute_memory = "12Gi"

  storage_bucket = "lake-prod"
  storage_prefix = "tailspin/invoices"

  region = "eu-west-1"

  tags = {
    environment = "prod"
    job_name    = "invoices"
    support     = "24x7"
    tenant_id   = "tailspin"
    tier        = "gold"
  }
}

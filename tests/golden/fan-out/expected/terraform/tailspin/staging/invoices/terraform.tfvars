# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/_shared/invoices.yaml

# job_configs/_shared/invoices.yaml
job_invoices = {
  job_name    = "invoices"
  tenant_id   = "tailspin"
  environment = "staging"

  compute_cpu    = "250m"
  compute_memory = "12Gi"

  storage_bucket = "lake-staging"
  storage_prefix = "tailspin/invoices"

  region = "eu-west-1"

  tags = {
    environment = "staging"
    job_name    = "invoices"
    support     = "24x7"
    tenant_id   = "tailspin"
    tier        = "gold"
  }
}

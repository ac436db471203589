# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/_shared/invoices.yaml

# job_configs/_shared/invoices.yaml
job_invoices = {
  job_name    = "invoices"
  tenant_id   = "fabrikam"
  environment = "staging"

  compute_cpu    = "250m"
  compute_memory = "512Mi"

  storage_bucket = "lake-staging"
  storage_prefix = "fabrikam/invoices"

  region = "eu-west-1"

  tags = {
    environment = "staging"
    job_name    = "invoices"
    tenant_id   = "fabrikam"
    tier        = "standard"
  }
}

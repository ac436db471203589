# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/woodgrove/loans.yaml

# job_configs/woodgrove/loans.yaml
job_loans = {
  job_name    = "loans"
  tenant_id   = "woodgrove"
  environment = "prod"

  storage_bucket = "woodgrove-loans"

  region = "europe-west4"

  tags = {
    environment = "prod"
    job_name    = "loans"
    tenant_id   = "woodgrove"
  }
}

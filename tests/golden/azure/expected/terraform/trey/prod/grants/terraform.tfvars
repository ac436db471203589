# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/trey/grants.yaml

# job_configs/trey/grants.yaml
job_grants = {
  job_name    = "grants"
  tenant_id   = "trey"
  environment = "prod"

  compute_cpu    = "0.5"
  compute_memory = "1Gi"

  storage_bucket = "treylake/grants"

  region         = "West Europe"
  account_id     = "0b1f6471-1bf0-4dda-aec3-cb9272f09590"
  resource_group = "rg-trey-data"

  tags = {
    environment = "prod"
    job_name    = "grants"
    tenant_id   = "trey"
  }
}

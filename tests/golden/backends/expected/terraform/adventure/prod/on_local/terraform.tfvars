# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_local.yaml

# job_configs/adventure/on_local.yaml
job_on_local = {
  job_name    = "on_local"
  tenant_id   = "adventure"
  environment = "prod"

  storage_bucket = "adventure-lake"
  storage_prefix = "on_local"

  region = "us-central1"

  tags = {
    environment = "prod"
    job_name    = "on_local"
    tenant_id   = "adventure"
  }
}

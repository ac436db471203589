# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_remote.yaml

# job_configs/adventure/on_remote.yaml
job_on_remote = {
  job_name    = "on_remote"
  tenant_id   = "adventure"
  environment = "prod"

  storage_bucket = "adventure-lake"
  storage_prefix = "on_remote"

  region = "us-central1"

  tags = {
    environment = "prod"
    job_name    = "on_remote"
    tenant_id   = "adventure"
  }
}

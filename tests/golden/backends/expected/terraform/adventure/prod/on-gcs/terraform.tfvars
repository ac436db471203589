# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_gcs.yaml

# job_configs/adventure/on_gcs.yaml
job_on_gcs = {
  job_name    = "on_gcs"
  tenant_id   = "adventure"
  environment = "prod"

  storage_bucket = "adventure-lake"
  storage_prefix = "on_gcs"

  region = "us-central1"

  tags = {
    environment = "prod"
    job_name    = "on_gcs"
    tenant_id   = "adventure"
  }
}

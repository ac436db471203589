# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_cloud.yaml

# job_configs/adventure/on_cloud.yaml
job_on_cloud = {
  job_name    = "on_cloud"
  tenant_id   = "adventure"
  environment = "prod"

  storage_bucket = "adventure-lake"
  storage_prefix = "on_cloud"

  region = "us-central1"

  tags = {
    environment = "prod"
    job_name    = "on_cloud"
    tenant_id   = "adventure"
  }
}

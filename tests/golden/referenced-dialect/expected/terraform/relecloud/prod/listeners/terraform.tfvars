# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/relecloud/listeners.yaml

# job_configs/relecloud/listeners.yaml
job_listeners = {
  job_name    = "listeners"
  tenant_id   = "relecloud"
  environment = "prod"

  region     = "us-central1"
  project_id = "relecloud-analytics"

  gcs_bucket_name = "relecloud-listeners"

  labels = {
    compliance  = "gdpr"
    cost_center = "rc-8"
    environment = "prod"
    job_name    = "listeners"
    tenant_id   = "relecloud"
  }
}

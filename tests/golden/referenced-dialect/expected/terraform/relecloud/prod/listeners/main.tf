# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/relecloud/listeners.yaml

module "listeners" {
  source = "../../../../../terraform/modules/landing"

  job_name    = var.job_listeners.job_name
  tenant_id   = var.job_listeners.tenant_id
  environment = var.job_listeners.environment

  region     = var.job_listeners.region
  project_id = var.job_listeners.project_id

  gcs_bucket_name = var.job_listeners.gcs_bucket_name

  labels = var.job_listeners.labels
}

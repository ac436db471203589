# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/hubspot_contacts_gcp_infrastructure.yaml

module "hubspot_contacts_gcp_infrastructure" {
  source = "../../../../../terraform/modules/landing-zone"

  job_name    = var.job_hubspot_contacts_gcp_infrastructure.job_name
  tenant_id   = var.job_hubspot_contacts_gcp_infrastructure.tenant_id
  environment = var.job_hubspot_contacts_gcp_infrastructure.environment

  region     = var.job_hubspot_contacts_gcp_infrastructure.region
  project_id = var.job_hubspot_contacts_gcp_infrastructure.project_id

  gcs_bucket_name = var.job_hubspot_contacts_gcp_infrastructure.gcs_bucket_name
  retention_days  = var.job_hubspot_contacts_gcp_infrastructure.retention_days

  labels = var.job_hubspot_contacts_gcp_infrastructure.labels
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/hubspot_contacts_gcp_infrastructure.yaml

terraform {
  backend "gcs" {
    bucket = "acme-marketing-terraform-state"
    prefix = "dativo/landing/hubspot-landing"
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/hubspot_contacts_gcp_infrastructure.yaml

provider "google" {
  project = "acme-marketing"
  region  = "us-central1"
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/every_tenant/audit.yaml

provider "google" {
  project = "platform-audit"
  region  = "europe-west4"
}

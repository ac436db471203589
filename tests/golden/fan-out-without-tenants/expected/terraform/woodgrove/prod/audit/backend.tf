# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/every_tenant/audit.yaml

terraform {
  backend "gcs" {
    bucket = "vertex-terraform-state"
    prefix = "woodgrove/audit"
  }
}

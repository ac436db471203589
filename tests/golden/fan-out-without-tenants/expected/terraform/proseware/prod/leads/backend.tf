# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/proseware/leads.yaml

terraform {
  backend "gcs" {
    bucket = "vertex-terraform-state"
    prefix = "proseware/leads"
  }
}

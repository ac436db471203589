# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/woodgrove/loans.yaml

terraform {
  backend "gcs" {
    bucket = "vertex-terraform-state"
    prefix = "woodgrove/loans"
  }
}

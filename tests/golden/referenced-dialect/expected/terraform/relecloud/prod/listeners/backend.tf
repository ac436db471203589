# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/relecloud/listeners.yaml

terraform {
  backend "gcs" {
    bucket = "relecloud-terraform-state"
    prefix = "listeners"
  }
}

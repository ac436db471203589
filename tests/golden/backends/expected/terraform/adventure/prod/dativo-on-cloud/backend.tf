# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_cloud.yaml

terraform {
  cloud {
    organization = "adventure"

    workspaces {
      name    = "dativo-on-cloud"
      project = "data-platform"
    }
  }
}

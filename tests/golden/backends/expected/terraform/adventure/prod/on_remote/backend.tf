# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_remote.yaml

terraform {
  backend "remote" {
    hostname     = "terraform.adventure.example"
    organization = "adventure"

    workspaces {
      name = "dativo-on-remote"
    }
  }
}

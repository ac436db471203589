# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_local.yaml

terraform {
  backend "local" {
    path = "state/on-local.tfstate"
  }
}

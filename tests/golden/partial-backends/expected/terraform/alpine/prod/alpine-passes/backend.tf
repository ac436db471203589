# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/passes.yaml

terraform {
  cloud {
    organization = "alpine"

    workspaces {
      name = "alpine-passes"
    }
  }
}

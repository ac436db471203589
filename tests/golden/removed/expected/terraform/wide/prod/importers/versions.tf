# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/wide/ports.yaml
# Source: job_configs/wide/tariffs.yaml

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

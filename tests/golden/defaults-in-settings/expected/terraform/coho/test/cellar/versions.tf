# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/coho/tastings.yaml

terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.30, < 7"
    }
  }
}

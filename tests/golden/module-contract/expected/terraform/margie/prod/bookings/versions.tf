# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/margie/bookings.yaml
# Source: job_configs/margie/guides.yaml

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40, < 6.0"
    }
  }
}

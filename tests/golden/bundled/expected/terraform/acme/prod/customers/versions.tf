# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/customers.yaml

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = ">= 2.38, < 4"
    }
  }
}

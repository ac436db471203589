# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/_shared/stripe_customers.yaml

terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

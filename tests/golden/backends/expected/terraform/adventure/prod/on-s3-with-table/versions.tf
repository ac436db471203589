# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_s3_with_table.yaml

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/proseware/leads.yaml

terraform {
  required_version = ">= 1.9"

  required_providers {
    google = {
      source = "hashicorp/google"
    }
  }
}

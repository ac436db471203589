# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/coho/bottles.yaml

terraform {
  backend "gcs" {
    bucket = "coho-terraform-state"
    prefix = "prod/coho/bottles"
  }
}

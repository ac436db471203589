# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/wide/ports.yaml
# Source: job_configs/wide/tariffs.yaml

terraform {
  backend "s3" {
    bucket = "wide-terraform-state"
    key    = "wide/prod/importers.tfstate"
    region = "eu-north-1"
  }
}

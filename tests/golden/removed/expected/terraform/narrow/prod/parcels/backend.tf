# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/narrow/parcels.yaml

terraform {
  backend "s3" {
    bucket = "wide-terraform-state"
    key    = "narrow/prod/parcels.tfstate"
    region = "eu-north-1"
  }
}

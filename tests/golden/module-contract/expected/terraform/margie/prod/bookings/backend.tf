# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/margie/bookings.yaml
# Source: job_configs/margie/guides.yaml

terraform {
  backend "s3" {
    bucket = "margie-terraform-state"
    key    = "bookings.tfstate"
    region = "us-east-1"
  }
}

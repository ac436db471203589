# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/invoices.yaml

terraform {
  backend "s3" {
    bucket = "acme-states"
    key    = "acme/prod/invoices.tfstate"
    region = "eu-west-1"
  }
}

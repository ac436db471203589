# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/orders.yaml

terraform {
  backend "s3" {
    bucket = "acme-states"
    key    = "acme/prod/orders.tfstate"
    region = "eu-west-1"
  }
}

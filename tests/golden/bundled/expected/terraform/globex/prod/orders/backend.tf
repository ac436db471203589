# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/globex/orders.yaml

terraform {
  backend "s3" {
    bucket = "acme-states"
    key    = "globex/prod/orders.tfstate"
    region = "eu-west-1"
  }
}

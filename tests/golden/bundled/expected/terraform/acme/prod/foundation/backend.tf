# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/foundation.yaml

terraform {
  backend "s3" {
    bucket = "acme-states"
    key    = "acme/prod/foundation.tfstate"
    region = "eu-west-1"
  }
}

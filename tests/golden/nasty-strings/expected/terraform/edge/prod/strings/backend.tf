# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/edge/strings.yaml

terraform {
  backend "s3" {
    bucket = "edge-terraform-state"
    key    = "strings.tfstate"
    region = "us-east-1"
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/humongous/claims.yaml

terraform {
  backend "s3" {
    bucket = "humongous-terraform-state"
    key    = "claims.tfstate"
    region = "us-east-1"
  }
}

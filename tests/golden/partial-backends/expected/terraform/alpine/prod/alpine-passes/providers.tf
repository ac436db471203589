# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/passes.yaml

provider "aws" {
  region = "us-east-1"
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/lucerne/print/royalties.yaml

provider "aws" {
  region = "us-west-2"
}

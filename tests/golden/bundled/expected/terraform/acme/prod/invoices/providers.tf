# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/invoices.yaml

provider "aws" {
  region = "eu-west-1"
}

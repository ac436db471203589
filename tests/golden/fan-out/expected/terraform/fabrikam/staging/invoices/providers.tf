# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/_shared/invoices.yaml

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["100000000001"]
}

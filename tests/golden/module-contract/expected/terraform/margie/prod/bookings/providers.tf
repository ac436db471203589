# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/margie/bookings.yaml
# Source: job_configs/margie/guides.yaml

provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["500000000005"]
}

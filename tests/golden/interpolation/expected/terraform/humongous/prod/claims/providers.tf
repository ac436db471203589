# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/humongous/claims.yaml

provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["700000000007"]
}

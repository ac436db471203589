# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/postgres_orders_multi_environment.yaml

provider "aws" {
  region              = "us-east-1"
  allowed_account_ids = ["321098765432"]
}

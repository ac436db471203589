# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/postgres_orders_multi_environment.yaml

terraform {
  backend "s3" {
    bucket       = "acme-terraform-state"
    key          = "dativo/prod/postgres-orders.tfstate"
    region       = "us-east-1"
    use_lockfile = true
  }
}

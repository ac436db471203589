# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_to_iceberg.yaml

terraform {
  backend "s3" {
    bucket       = "acme-terraform-state"
    key          = "dativo/etl-jobs/stripe-customers.tfstate"
    region       = "us-east-1"
    use_lockfile = true
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_gcp.yaml

terraform {
  backend "gcs" {
    bucket = "acme-terraform-state"
    prefix = "dativo/etl-jobs/stripe-customers-gcp"
  }
}

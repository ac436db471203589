# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_aws_infrastructure.yaml

terraform {
  backend "s3" {
    bucket       = "acme-terraform-state"
    key          = "dativo/landing/stripe-landing.tfstate"
    region       = "us-east-1"
    use_lockfile = true
  }
}

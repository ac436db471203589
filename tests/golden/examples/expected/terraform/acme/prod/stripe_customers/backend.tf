# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers.yaml

terraform {
  backend "s3" {
    bucket       = "dativo-platform-terraform-state"
    key          = "dativo/acme/prod/stripe_customers.tfstate"
    region       = "us-east-1"
    use_lockfile = true
  }
}

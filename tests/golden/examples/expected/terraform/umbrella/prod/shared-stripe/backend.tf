# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/_shared/stripe_customers.yaml

terraform {
  backend "s3" {
    bucket       = "dativo-shared-terraform-state"
    key          = "dativo/umbrella/shared-stripe.tfstate"
    region       = "us-east-1"
    use_lockfile = true
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers.yaml

provider "aws" {
  region = "us-east-1"
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/globex/stripe_customers.yaml

provider "aws" {
  region = "us-east-1"
}

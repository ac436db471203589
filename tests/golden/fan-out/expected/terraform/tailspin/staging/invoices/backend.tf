# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/_shared/invoices.yaml

terraform {
  backend "s3" {
    bucket               = "platform-terraform-state"
    key                  = "tailspin/staging/invoices.tfstate"
    region               = "eu-west-1"
    workspace_key_prefix = "workspaces"
  }
}

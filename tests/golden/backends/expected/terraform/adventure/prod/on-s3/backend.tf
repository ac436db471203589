# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_s3.yaml

terraform {
  backend "s3" {
    bucket               = "adventure-terraform-state"
    key                  = "dativo/on-s3/terraform.tfstate"
    region               = "us-east-2"
    use_lockfile         = true
    workspace_key_prefix = "workspaces"
    assume_role = {
      role_arn     = "arn:aws:iam::123456789012:role/terraform-state"
      session_name = "dativo"
      tags = {
        purpose     = "state"
        "team/name" = "platform"
      }
    }
    endpoints = {
      s3 = "https://s3.us-east-2.amazonaws.com"
    }
    allowed_account_ids = ["123456789012"]
  }
}

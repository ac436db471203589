# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_s3_with_table.yaml

terraform {
  backend "s3" {
    bucket         = "adventure-terraform-state"
    key            = "dativo/on-s3-with-table.tfstate"
    region         = "us-east-2"
    dynamodb_table = "terraform-locks"
    max_retries    = 9
  }
}

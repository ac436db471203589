# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_s3_with_table.yaml

provider "aws" {
  region = "us-east-2"
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/lucerne/subscribers.yaml

provider "aws" {
  region = "us-west-2"
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/globex/orders.yaml

provider "aws" {
  region = "eu-west-1"
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/foundation.yaml

provider "aws" {
  region = "eu-west-1"
}

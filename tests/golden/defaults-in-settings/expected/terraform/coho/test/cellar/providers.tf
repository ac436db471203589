# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/coho/tastings.yaml

provider "aws" {
  region = "ap-southeast-2"
}

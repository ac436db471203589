# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/wide/ports.yaml
# Source: job_configs/wide/tariffs.yaml

provider "aws" {
  region = "eu-north-1"
}

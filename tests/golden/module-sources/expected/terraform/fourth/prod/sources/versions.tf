# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/fourth/archive.yaml
# Source: job_configs/fourth/gcs_bucket.yaml
# Source: job_configs/fourth/git_over_https.yaml
# Source: job_configs/fourth/git_over_ssh.yaml
# Source: job_configs/fourth/git_scp.yaml
# Source: 4 more, all in .dativo-gen.json

terraform {
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

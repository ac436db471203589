# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/fourth/archive.yaml
# Source: job_configs/fourth/gcs_bucket.yaml
# Source: job_configs/fourth/git_over_https.yaml
# Source: job_configs/fourth/git_over_ssh.yaml
# Source: job_configs/fourth/git_scp.yaml
# Source: 4 more, all in .dativo-gen.json

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["400000000004"]
}

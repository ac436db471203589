# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/relecloud/playlists.yaml

provider "aws" {
  region              = "us-west-2"
  allowed_account_ids = ["600000000006"]
}

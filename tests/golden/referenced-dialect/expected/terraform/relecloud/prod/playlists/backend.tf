# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/relecloud/playlists.yaml

terraform {
  backend "s3" {
    bucket = "relecloud-terraform-state"
    key    = "playlists.tfstate"
    region = "us-west-2"
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/relecloud/listeners.yaml

provider "google" {
  project = "relecloud-analytics"
  region  = "us-central1"
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/tickets.yaml

provider "google" {
  project = "alpine-data"
  region  = "europe-west6"
}

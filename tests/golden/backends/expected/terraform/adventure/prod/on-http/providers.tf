# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_http.yaml

provider "google" {
  project = "adventure-data"
  region  = "us-central1"
}

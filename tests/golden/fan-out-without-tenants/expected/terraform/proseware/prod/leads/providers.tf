# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/proseware/leads.yaml

provider "google" {
  project = "proseware-data"
  region  = "europe-west4"
}

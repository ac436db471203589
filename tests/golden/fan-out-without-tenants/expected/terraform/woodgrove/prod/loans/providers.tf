# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/woodgrove/loans.yaml

provider "google" {
  project = "woodgrove-data"
  region  = "europe-west4"
}

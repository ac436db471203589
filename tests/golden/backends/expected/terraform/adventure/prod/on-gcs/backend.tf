# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_gcs.yaml

terraform {
  backend "gcs" {
    bucket                      = "adventure-terraform-state"
    prefix                      = "dativo/on-gcs"
    impersonate_service_account = "terraform@adventure-data.iam.gserviceaccount.com"
  }
}

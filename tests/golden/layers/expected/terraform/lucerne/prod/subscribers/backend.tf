# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/lucerne/subscribers.yaml

terraform {
  backend "s3" {
    bucket       = "lucerne-terraform-state"
    key          = "lucerne/subscribers.tfstate"
    region       = "us-west-2"
    use_lockfile = true
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/lucerne/print/royalties.yaml

terraform {
  backend "s3" {
    bucket       = "lucerne-terraform-state"
    key          = "lucerne/royalties.tfstate"
    region       = "us-west-2"
    use_lockfile = true
  }
}

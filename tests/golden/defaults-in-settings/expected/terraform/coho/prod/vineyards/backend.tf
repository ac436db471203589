# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/coho/vineyards.yaml

terraform {
  backend "s3" {
    bucket       = "coho-terraform-state-prod"
    key          = "coho/vineyards/terraform.tfstate"
    region       = "ap-southeast-2"
    use_lockfile = true
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/globex/orders/order_items.yaml
# Source: job_configs/globex/orders/orders.yaml

terraform {
  backend "s3" {
    bucket       = "globex-terraform-state"
    key          = "dativo/orders.tfstate"
    region       = "us-east-1"
    use_lockfile = true
  }
}

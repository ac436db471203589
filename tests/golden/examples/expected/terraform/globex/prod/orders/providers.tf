# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/globex/orders/order_items.yaml
# Source: job_configs/globex/orders/orders.yaml

provider "aws" {
  region = "us-east-1"
}

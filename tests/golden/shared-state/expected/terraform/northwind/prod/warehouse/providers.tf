# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/northwind/carriers.yaml
# Source: job_configs/northwind/shipments.yaml
# Source: job_configs/northwind/warehouse-stock.yaml

provider "aws" {
  region = "eu-central-1"
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/northwind/carriers.yaml
# Source: job_configs/northwind/shipments.yaml
# Source: job_configs/northwind/warehouse-stock.yaml

terraform {
  required_version = ">= 1.10"

  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

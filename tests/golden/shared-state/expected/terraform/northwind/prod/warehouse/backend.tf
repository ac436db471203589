# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/northwind/carriers.yaml
# Source: job_configs/northwind/shipments.yaml
# Source: job_configs/northwind/warehouse-stock.yaml

terraform {
  backend "s3" {
    bucket       = "northwind-terraform-state"
    key          = "dativo/warehouse/terraform.tfstate"
    region       = "eu-central-1"
    kms_key_id   = "alias/northwind-state"
    encrypt      = true
    use_lockfile = true
  }
}

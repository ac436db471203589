# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_azurerm.yaml

module "on_azurerm" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_on_azurerm.job_name
  tenant_id   = var.job_on_azurerm.tenant_id
  environment = var.job_on_azurerm.environment

  storage_bucket = var.job_on_azurerm.storage_bucket
  storage_prefix = var.job_on_azurerm.storage_prefix

  region = var.job_on_azurerm.region

  tags = var.job_on_azurerm.tags
}

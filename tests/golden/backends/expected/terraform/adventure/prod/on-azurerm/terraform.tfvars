# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_azurerm.yaml

# job_configs/adventure/on_azurerm.yaml
job_on_azurerm = {
  job_name    = "on_azurerm"
  tenant_id   = "adventure"
  environment = "prod"

  storage_bucket = "adventurelake"
  storage_prefix = "on_azurerm"

  region = "westeurope"

  tags = {
    environment = "prod"
    job_name    = "on_azurerm"
    tenant_id   = "adventure"
  }
}

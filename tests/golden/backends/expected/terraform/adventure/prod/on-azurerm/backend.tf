# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_azurerm.yaml

terraform {
  backend "azurerm" {
    storage_account_name = "adventuretfstate"
    container_name       = "tfstate"
    key                  = "dativo/on-azurerm.tfstate"
    use_azuread_auth     = true
  }
}

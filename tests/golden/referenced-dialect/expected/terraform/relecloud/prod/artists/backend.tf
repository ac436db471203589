# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/relecloud/artists.yaml

terraform {
  backend "azurerm" {
    resource_group_name  = "rg-relecloud-terraform"
    storage_account_name = "relecloudtfstate"
    container_name       = "tfstate"
    key                  = "artists.tfstate"
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_azurerm.yaml

provider "azurerm" {
  subscription_id = "5d0d1c1e-53f7-4a54-9d5c-3a2c3f6a7b10"

  features {}
}

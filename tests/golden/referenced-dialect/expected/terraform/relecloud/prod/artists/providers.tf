# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/relecloud/artists.yaml

provider "azurerm" {
  subscription_id = "6f1c6a0e-40f5-4a9e-8a5b-5a4b1f1d2c3e"

  features {}
}

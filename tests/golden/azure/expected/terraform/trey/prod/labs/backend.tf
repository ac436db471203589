# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/trey/labs.yaml

terraform {
  backend "azurerm" {
    resource_group_name  = "rg-platform-terraform"
    storage_account_name = "treytfstate"
    container_name       = "tfstate"
    key                  = "trey/labs.tfstate"
    use_azuread_auth     = true
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/contoso/salesforce_accounts.yaml

terraform {
  backend "azurerm" {
    resource_group_name  = "rg-contoso-terraform"
    storage_account_name = "contosotfstate"
    container_name       = "tfstate"
    key                  = "dativo/etl-jobs/salesforce-accounts.tfstate"
    use_azuread_auth     = true
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/contoso/salesforce_accounts.yaml

provider "azurerm" {
  subscription_id = "0b1f6471-1bf0-4dda-aec3-cb9272f09590"

  features {}
}

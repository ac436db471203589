# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_azurerm.yaml

terraform {
  required_version = ">= 1.9"

  required_providers {
    azurerm = {
      source = "hashicorp/azurerm"
    }
  }
}

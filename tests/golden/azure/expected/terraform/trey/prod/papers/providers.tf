# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/trey/papers.yaml

provider "azurerm" {
  features {}
}

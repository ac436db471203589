# Storage without shared keys wants the provider to use Entra ID, too.
provider "azurerm" {
  storage_use_azuread = true

  features {}
}

# A tenant's foundation in a resource group that stands already.
module "acme" {
  source = "../.."

  tenant_id      = "acme"
  region         = "westeurope"
  resource_group = "rg-acme-data"
  storage_prefix = "raw"

  storage_account_name = "acmedatalake"
  storage_kms_key_id   = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme-keys/providers/Microsoft.KeyVault/vaults/kv-acme/keys/etl-data"

  networking_subnet_ids = ["/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme-network/providers/Microsoft.Network/virtualNetworks/vnet-acme/subnets/snet-etl"]

  budget = {
    amount     = 500
    start_date = "2026-01-01T00:00:00Z"
    emails     = ["data-platform@acme.example"]
  }

  tags = {
    CostCenter = "HR-001"
    ManagedBy  = "terraform"
  }
}

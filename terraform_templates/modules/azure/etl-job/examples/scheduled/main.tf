provider "azurerm" {
  features {}
}

# A job in a Container Apps environment that stands already, started every night, with alerts.
module "salesforce_accounts" {
  source = "../.."

  job_name    = "salesforce_accounts"
  tenant_id   = "contoso"
  environment = "prod"

  region               = "westeurope"
  resource_group       = "rg-contoso-data"
  runtime_cluster_name = "cae-contoso-prod"

  container_image       = "contoso.azurecr.io/dativo-ingest:1.4"
  container_registry_id = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-contoso-platform/providers/Microsoft.ContainerRegistry/registries/contoso"
  command               = ["run", "--config", "/app/generated/jobs/prod/contoso/salesforce_accounts.yaml"]
  container = {
    secrets = {
      SALESFORCE_TOKEN = {
        vault_id = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-contoso-platform/providers/Microsoft.KeyVault/vaults/kv-contoso-prod"
        name     = "salesforce-token"
      }
    }
  }

  compute_cpu    = "1"
  compute_memory = "2Gi"

  storage_bucket = "contosodatalake/data-lake"
  storage_prefix = "raw/salesforce/accounts"

  schedule = { cron = "0 3 * * *" } # in UTC

  log_analytics_workspace_id = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-contoso-platform/providers/Microsoft.OperationalInsights/workspaces/log-contoso"
  alerts = {
    action_group_ids = ["/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-contoso-platform/providers/Microsoft.Insights/actionGroups/data-oncall"]
  }

  tags = {
    CostCenter = "CT-100"
    ManagedBy  = "terraform"
  }
}

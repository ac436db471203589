# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/contoso/salesforce_accounts.yaml

# job_configs/contoso/salesforce_accounts.yaml
job_salesforce_accounts = {
  job_name    = "salesforce_accounts"
  tenant_id   = "contoso"
  environment = "prod"

  runtime_type = "container_apps"

  compute_cpu    = "1"
  compute_memory = "2Gi"

  networking_vpc_id = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-contoso-data/providers/Microsoft.Network/virtualNetworks/vnet-contoso"
  networking_subnet_ids = [
    "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-contoso-data/providers/Microsoft.Network/virtualNetworks/vnet-contoso/subnets/snet-etl",
  ]

  storage_bucket     = "contosodatalake"
  storage_prefix     = "raw/salesforce/accounts"
  storage_kms_key_id = "https://kv-contoso-prod.vault.azure.net/keys/etl-data"

  tags = {
    "classification.default"    = "internal"
    "compliance.regulations"    = "GDPR"
    "compliance.retention_days" = "1095"
    cost_center                 = "CT-100"
    environment                 = "production"
    "finops.business_tags"      = "crm,sales"
    "finops.cost_center"        = "CT-100"
    "finops.project"            = "sales-insight"
    "governance.domain"         = "sales"
    "governance.owner"          = "sales-data@contoso.example"
    job_name                    = "salesforce_accounts"
    managed_by                  = "terraform"
    project                     = "sales-insight"
    tenant_id                   = "contoso"
  }
}

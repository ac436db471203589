# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/trey/labs.yaml

# job_configs/trey/labs.yaml
job_labs = {
  job_name    = "labs"
  tenant_id   = "trey"
  environment = "prod"

  compute_cpu    = "0.75"
  compute_memory = "1.5Gi"

  networking_subnet_ids = [
    "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-trey-network/providers/Microsoft.Network/virtualNetworks/vnet-trey/subnets/etl",
  ]

  storage_bucket = "treylake"

  region     = "northeurope"
  account_id = "0b1f6471-1bf0-4dda-aec3-cb9272f09590"

  tags = {
    environment = "prod"
    job_name    = "labs"
    tenant_id   = "trey"
  }
}

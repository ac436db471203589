# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/rentals.yaml

# job_configs/alpine/rentals.yaml
job_rentals = {
  job_name    = "rentals"
  tenant_id   = "alpine"
  environment = "prod"

  storage_bucket = "alpinelake"

  region = "northeurope"

  tags = {
    environment = "prod"
    job_name    = "rentals"
    tenant_id   = "alpine"
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/relecloud/artists.yaml

# job_configs/relecloud/artists.yaml
job_artists = {
  job_name    = "artists"
  tenant_id   = "relecloud"
  environment = "prod"

  tags = {
    environment = "prod"
    job_name    = "artists"
    tenant_id   = "relecloud"
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/relecloud/playlists.yaml

# job_configs/relecloud/playlists.yaml
job_playlists = {
  job_name    = "playlists"
  tenant_id   = "relecloud"
  environment = "prod"

  s3_bucket_name = "relecloud-playlists"

  tags = {
    Tier          = "1"
    business_unit = "streaming"
    compliance    = "SOC2/GDPR"
    cost_center   = "RC-7"
    data_product  = "playlists"
    environment   = "prod"
    job_name      = "playlists"
    owner         = "streaming@relecloud.example"
    project       = "discovery"
    tenant_id     = "relecloud"
  }
}

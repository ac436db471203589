# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/relecloud/playlists.yaml

module "playlists" {
  source = "git::https://github.com/relecloud/terraform-landing.git//landing?ref=v7"

  job_name    = var.job_playlists.job_name
  tenant_id   = var.job_playlists.tenant_id
  environment = var.job_playlists.environment

  s3_bucket_name = var.job_playlists.s3_bucket_name

  tags = var.job_playlists.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/relecloud/artists.yaml

module "artists" {
  source = "git::https://github.com/relecloud/terraform-landing.git//landing?ref=v7"

  job_name    = var.job_artists.job_name
  tenant_id   = var.job_artists.tenant_id
  environment = var.job_artists.environment

  tags = var.job_artists.tags
}

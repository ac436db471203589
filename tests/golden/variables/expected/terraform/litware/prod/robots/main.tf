# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/litware/robots.yaml

module "robots" {
  source = "git::https://git.litware.example/terraform-variables.git"

  job_name    = var.job_robots.job_name
  tenant_id   = var.job_robots.tenant_id
  environment = var.job_robots.environment

  runtime_type = var.job_robots.runtime_type

  compute_cpu    = var.job_robots.compute_cpu
  compute_memory = var.job_robots.compute_memory

  networking_vpc_id     = var.job_robots.networking_vpc_id
  networking_subnet_ids = var.job_robots.networking_subnet_ids

  storage_bucket = var.job_robots.storage_bucket
  storage_prefix = var.job_robots.storage_prefix

  dagster_code_location = var.job_robots.dagster_code_location

  annotations = var.job_robots.annotations
  banner      = var.job_robots.banner
  debug       = var.job_robots.debug
  first_day   = var.job_robots.first_day
  huge        = var.job_robots.huge
  matrix      = var.job_robots.matrix
  mixed       = var.job_robots.mixed
  multi_line  = var.job_robots.multi_line
  nobody      = var.job_robots.nobody
  nothing     = var.job_robots.nothing
  replicas    = var.job_robots.replicas
  settings    = var.job_robots.settings
  started_at  = var.job_robots.started_at
  tiny        = var.job_robots.tiny
  zones       = var.job_robots.zones

  tags = var.job_robots.tags
}

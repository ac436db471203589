# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/margie/bookings.yaml
# Source: job_configs/margie/guides.yaml

module "bookings" {
  source = "../../../../../job_configs/margie/modules/landing"

  job_name       = var.job_bookings.job_name
  cloud_provider = var.job_bookings.cloud_provider

  runtime_type = var.job_bookings.runtime_type

  compute_max_runtime_seconds = var.job_bookings.compute_max_runtime_seconds

  networking_subnet_ids         = var.job_bookings.networking_subnet_ids
  networking_private_networking = var.job_bookings.networking_private_networking

  account_id = var.job_bookings.account_id

  notes          = var.job_bookings.notes
  retention_days = var.job_bookings.retention_days
  schedule       = var.job_bookings.schedule

  labels = var.job_bookings.labels
}

module "guides" {
  source = "../../../../../job_configs/margie/modules/landing"

  job_name       = var.job_guides.job_name
  cloud_provider = var.job_guides.cloud_provider

  runtime_type = var.job_guides.runtime_type

  account_id = var.job_guides.account_id

  schedule = var.job_guides.schedule

  labels = var.job_guides.labels
}

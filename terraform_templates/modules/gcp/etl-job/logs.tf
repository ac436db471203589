locals {
  own_logs = local.cloud_run && var.retention_days != null
  # Quoted as the Logging query language wants it.
  logs_of_the_job = "resource.type=\"cloud_run_job\" AND resource.labels.job_name=\"${local.name}\" AND resource.labels.location=\"${coalesce(local.region, "none")}\""
}

resource "google_logging_project_bucket_config" "this" {
  count = local.own_logs ? 1 : 0

  project        = local.project
  location       = local.region
  bucket_id      = local.name
  description    = "Logs of ${var.job_name} of ${var.tenant_id} in ${var.environment}"
  retention_days = var.retention_days
}

resource "google_logging_project_sink" "this" {
  count = local.own_logs ? 1 : 0

  project                = local.project
  name                   = local.name
  description            = "Keeps the logs of ${var.job_name} for ${var.retention_days} days"
  destination            = "logging.googleapis.com/${google_logging_project_bucket_config.this[0].id}"
  filter                 = local.logs_of_the_job
  unique_writer_identity = true
}

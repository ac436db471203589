locals {
  scheduled      = local.cloud_run && var.schedule != null
  makes_starter  = local.scheduled && try(var.schedule.service_account, null) == null
  starter        = local.makes_starter ? one(google_service_account.scheduler[*].email) : try(var.schedule.service_account, null)
  run_by_google  = "https://run.googleapis.com/v2/projects/${coalesce(local.project, "none")}/locations/${coalesce(local.region, "none")}/jobs"
  run_of_the_job = "${local.run_by_google}/${local.name}:run"
}

# Starts the job and may do nothing else: not what the job itself may.
resource "google_service_account" "scheduler" {
  count = local.makes_starter ? 1 : 0

  project      = local.project
  account_id   = local.scheduler_account_id
  display_name = substr("Starts Dativo job ${var.job_name} of ${var.tenant_id} in ${var.environment}", 0, 100)
}

resource "google_cloud_run_v2_job_iam_member" "scheduler" {
  count = local.makes_starter ? 1 : 0

  project  = local.project
  location = local.region
  name     = google_cloud_run_v2_job.this[0].name
  role     = "roles/run.invoker"
  member   = "serviceAccount:${local.starter}"
}

resource "google_cloud_scheduler_job" "this" {
  count = local.scheduled ? 1 : 0

  project     = local.project
  region      = local.region
  name        = google_cloud_run_v2_job.this[0].name
  description = "Starts ${var.job_name} of ${var.tenant_id} in ${var.environment}"
  schedule    = var.schedule.cron
  time_zone   = var.schedule.timezone
  paused      = !var.schedule.enabled

  # A second try could start a second run.
  retry_config {
    retry_count = 0
  }

  http_target {
    http_method = "POST"
    uri         = local.run_of_the_job

    oauth_token {
      service_account_email = local.starter
    }
  }

  depends_on = [google_cloud_run_v2_job_iam_member.scheduler]
}

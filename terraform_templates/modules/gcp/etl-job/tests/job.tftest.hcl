# What is made for each runtime, what is only referenced, and who may start and read what.
mock_provider "google" {
  mock_resource "google_service_account" {
    defaults = {
      email = "made@acme-project.iam.gserviceaccount.com"
      name  = "projects/acme-project/serviceAccounts/made@acme-project.iam.gserviceaccount.com"
    }
  }

  mock_data "google_client_config" {
    defaults = {
      project = "acme-project"
      region  = "us-central1"
    }
  }

  mock_data "google_project" {
    defaults = {
      number = "123456789012"
    }
  }
}

variables {
  job_name    = "stripe_customers"
  tenant_id   = "acme"
  environment = "prod"
}

run "what_a_job_must_say_is_enough" {
  command = plan

  assert {
    condition     = length(google_cloud_run_v2_job.this) == 0 && google_service_account.this[0].account_id == "acme-prod-stripe-customers"
    error_message = "Without an image there is an identity and no Cloud Run job."
  }
  expect_failures = [check.image]
}

run "an_image_makes_a_cloud_run_job" {
  command = apply
  variables {
    container_image = "europe-west3-docker.pkg.dev/acme-project/dativo/dativo-ingest:1.4"
    storage_bucket  = "acme-data-lake"
    storage_prefix  = "raw/stripe"
    container = {
      secrets = { STRIPE_KEY = { secret = "stripe-key" } }
    }
  }

  assert {
    condition     = output.cloud_run_job_name == "acme-prod-stripe-customers" && output.cluster_arn == "projects/acme-project/locations/us-central1" && output.task_role_arn == "made@acme-project.iam.gserviceaccount.com"
    error_message = "The job is named after tenant, environment and job, in the provider's project and region."
  }
  assert {
    condition     = google_cloud_run_v2_job.this[0].labels == output.tags && google_cloud_run_v2_job.this[0].template[0].labels == output.tags
    error_message = "Labels are on the job and on its runs."
  }
  assert {
    condition     = google_storage_bucket_iam_member.this[0].role == "roles/storage.objectUser" && strcontains(google_storage_bucket_iam_member.this[0].condition[0].expression, "/objects/raw/stripe/")
    error_message = "The created account may use objects below the prefix only."
  }
  assert {
    condition     = google_secret_manager_secret_iam_member.this["STRIPE_KEY"].secret_id == "stripe-key"
    error_message = "The created account may read the secret."
  }
  assert {
    condition     = length(google_cloud_scheduler_job.this) + length(google_monitoring_alert_policy.this) + length(google_logging_project_sink.this) == 0
    error_message = "Schedule, alerts and a log bucket are made only when asked for."
  }
}

run "what_stands_already_is_taken_as_it_is" {
  command = plan
  variables {
    container_image               = "europe-west3-docker.pkg.dev/acme-project/dativo/dativo-ingest:1.4"
    project_id                    = "acme-project"
    compute_cpu                   = "2"
    compute_memory                = "4Gi"
    runtime_service_account       = "dativo-etl@acme-project.iam.gserviceaccount.com"
    networking_vpc_id             = "projects/acme-project/global/networks/dativo-vpc"
    networking_subnet_ids         = ["projects/acme-project/regions/europe-west3/subnetworks/dativo-subnet"]
    networking_security_group_ids = ["etl-egress"]
    storage_bucket                = "acme-data-lake"
  }

  assert {
    condition     = length(google_service_account.this) + length(google_storage_bucket_iam_member.this) == 0
    error_message = "An account that stands already gets no more access than it has."
  }
  assert {
    condition     = google_cloud_run_v2_job.this[0].location == "europe-west3" && google_cloud_run_v2_job.this[0].template[0].template[0].vpc_access[0].egress == "ALL_TRAFFIC"
    error_message = "The job is where its subnet is, and all its traffic goes there."
  }
  assert {
    condition     = output.security_group_id == "etl-egress" && output.task_role_arn == "dativo-etl@acme-project.iam.gserviceaccount.com"
    error_message = "What was given comes out."
  }
}

run "a_schedule_has_an_account_that_can_only_start_the_job" {
  command = plan
  variables {
    container_image = "europe-west3-docker.pkg.dev/acme-project/dativo/dativo-ingest:1.4"
    command         = ["run", "--config", "/app/jobs/prod/acme/stripe_customers.yaml"]
    schedule        = { cron = "0 3 * * *", timezone = "Europe/Berlin", enabled = false }
  }

  assert {
    condition     = google_cloud_scheduler_job.this[0].paused && google_cloud_scheduler_job.this[0].time_zone == "Europe/Berlin" && endswith(google_cloud_scheduler_job.this[0].http_target[0].uri, "/projects/acme-project/locations/us-central1/jobs/acme-prod-stripe-customers:run")
    error_message = "Cloud Scheduler runs this job, unless it is paused."
  }
  assert {
    condition     = google_cloud_run_v2_job_iam_member.scheduler[0].role == "roles/run.invoker" && google_cloud_run_v2_job_iam_member.scheduler[0].name == "acme-prod-stripe-customers"
    error_message = "It may start this job and nothing else."
  }
}

run "retention_and_a_channel_make_logs_and_alerts" {
  command = plan
  variables {
    container_image = "europe-west3-docker.pkg.dev/acme-project/dativo/dativo-ingest:1.4"
    retention_days  = 90
    alerts          = { notification_channels = ["projects/acme-project/notificationChannels/1"] }
  }

  assert {
    condition     = google_logging_project_bucket_config.this[0].retention_days == 90
    error_message = "Logs have a bucket of their own."
  }
  assert {
    condition     = toset(keys(google_monitoring_alert_policy.this)) == toset(["failure", "timeout", "exhaustion"])
    error_message = "Failures, time-outs and exhausted memory are told."
  }
}

run "a_kubernetes_account_may_act_as_the_created_one" {
  command = plan
  variables {
    runtime_type            = "kubernetes"
    runtime_cluster_name    = "dativo-prod-gke"
    runtime_namespace       = "data-engineering"
    runtime_service_account = "dativo-etl-sa"
    storage_bucket          = "acme-data-lake"
  }

  assert {
    condition     = google_service_account_iam_member.kubernetes[0].member == "serviceAccount:acme-project.svc.id.goog[data-engineering/dativo-etl-sa]"
    error_message = "Workload Identity binds the two."
  }
  assert {
    condition     = length(google_cloud_run_v2_job.this) == 0 && length(google_storage_bucket_iam_member.this) == 1 && output.cluster_arn == "dativo-prod-gke"
    error_message = "The cluster runs the job; only identity and access are made."
  }
}

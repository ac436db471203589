# Every value that a validation refuses, by the variable whose message says what to write.
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
  job_name        = "orders"
  tenant_id       = "acme"
  environment     = "prod"
  container_image = "europe-west3-docker.pkg.dev/acme-project/dativo/dativo-ingest:1.4"
  command         = ["run", "--config", "/app/jobs/prod/acme/orders.yaml"]
}

run "a_job_with_a_dot_is_refused" {
  command = plan
  variables {
    job_name = "orders.v2"
  }
  expect_failures = [var.job_name]
}

run "a_tenant_in_capitals_is_refused" {
  command = plan
  variables {
    tenant_id = "Acme"
  }
  expect_failures = [var.tenant_id]
}

run "an_environment_with_a_slash_is_refused" {
  command = plan
  variables {
    environment = "prod/eu"
  }
  expect_failures = [var.environment]
}

run "another_cloud_is_refused" {
  command = plan
  variables {
    cloud_provider = "aws"
  }
  expect_failures = [var.cloud_provider]
}

run "a_project_number_is_refused" {
  command = plan
  variables {
    project_id = "123456789012"
  }
  expect_failures = [var.project_id]
}

run "a_multi_region_is_refused" {
  command = plan
  variables {
    region = "EU"
  }
  expect_failures = [var.region]
}

run "an_unknown_runtime_is_refused" {
  command = plan
  variables {
    runtime_type = "ecs"
  }
  expect_failures = [var.runtime_type]
}

run "a_name_is_no_service_account" {
  command = plan
  variables {
    runtime_service_account = "dativo-etl"
  }
  expect_failures = [var.runtime_service_account]
}

run "a_kubernetes_account_needs_its_namespace" {
  command = plan
  variables {
    runtime_type            = "kubernetes"
    runtime_service_account = "dativo-etl"
  }
  expect_failures = [var.runtime_service_account]
}

run "half_a_cpu_is_refused" {
  command = plan
  variables {
    compute_cpu = "500m"
  }
  expect_failures = [var.compute_cpu]
}

run "memory_without_a_unit_is_refused" {
  command = plan
  variables {
    compute_memory = "2048"
  }
  expect_failures = [var.compute_memory]
}

run "memory_that_does_not_go_with_the_cpu_is_refused" {
  command = plan
  variables {
    compute_memory = "8Gi"
  }
  expect_failures = [var.compute_memory]
}

run "a_run_of_nine_days_is_refused" {
  command = plan
  variables {
    compute_max_runtime_seconds = 777600
  }
  expect_failures = [var.compute_max_runtime_seconds]
}

run "a_zone_s_subnet_is_refused" {
  command = plan
  variables {
    networking_subnet_ids = ["zones/europe-west3-a/etl"]
  }
  expect_failures = [var.networking_subnet_ids]
}

run "an_aws_security_group_is_refused" {
  command = plan
  variables {
    networking_security_group_ids = ["sg_0123456789"]
  }
  expect_failures = [var.networking_security_group_ids]
}

run "an_address_is_no_bucket" {
  command = plan
  variables {
    storage_bucket = "gs://acme-data-lake"
  }
  expect_failures = [var.storage_bucket]
}

run "a_prefix_with_quotes_is_refused" {
  command = plan
  variables {
    storage_prefix = "raw/\") || true"
  }
  expect_failures = [var.storage_prefix]
}

run "a_version_of_a_key_is_refused" {
  command = plan
  variables {
    storage_kms_key_id = "projects/p/locations/l/keyRings/r/cryptoKeys/k/cryptoKeyVersions/1"
  }
  expect_failures = [var.storage_kms_key_id]
}

run "no_account_at_all_is_refused" {
  command = plan
  variables {
    create_service_account = false
  }
  expect_failures = [var.create_service_account]
}

run "a_name_in_capitals_is_refused" {
  command = plan
  variables {
    name = "Orders"
  }
  expect_failures = [var.name]
}

run "a_url_is_no_image" {
  command = plan
  variables {
    container_image = "https://registry.example/dativo:1"
  }
  expect_failures = [var.container_image]
}

run "the_program_is_no_part_of_the_command" {
  command = plan
  variables {
    command = ["dativo", "run"]
  }
  expect_failures = [var.command]
}

run "a_secret_with_its_version_is_refused" {
  command = plan
  variables {
    container = { secrets = { KEY = { secret = "projects/p/secrets/s/versions/1" } } }
  }
  expect_failures = [var.container]
}

run "a_negative_number_of_retries_is_refused" {
  command = plan
  variables {
    max_retries = -1
  }
  expect_failures = [var.max_retries]
}

run "a_cron_of_six_fields_is_refused" {
  command = plan
  variables {
    schedule = { cron = "0 0 3 * * *" }
  }
  expect_failures = [var.schedule]
}

run "an_offset_is_no_timezone" {
  command = plan
  variables {
    schedule = { cron = "0 3 * * *", timezone = "+02:00" }
  }
  expect_failures = [var.schedule]
}

run "a_schedule_is_refused_where_an_orchestrator_has_its_own" {
  command = plan
  variables {
    runtime_type = "airflow"
    schedule     = { cron = "0 3 * * *" }
  }
  expect_failures = [var.schedule]
}

run "a_schedule_without_a_command_is_refused" {
  command = plan
  variables {
    command  = null
    schedule = { cron = "0 3 * * *" }
  }
  expect_failures = [var.schedule]
}

run "logs_for_ever_are_refused" {
  command = plan
  variables {
    retention_days = 4000
  }
  expect_failures = [var.retention_days]
}

run "an_e_mail_is_no_channel" {
  command = plan
  variables {
    alerts = { notification_channels = ["ops@acme.example"] }
  }
  expect_failures = [var.alerts]
}

run "more_than_all_the_memory_is_refused" {
  command = plan
  variables {
    alerts = { memory_percent = 101 }
  }
  expect_failures = [var.alerts]
}

run "more_labels_than_fit_are_refused" {
  command = plan
  variables {
    labels = { k0 = "v", k1 = "v", k2 = "v", k3 = "v", k4 = "v", k5 = "v", k6 = "v", k7 = "v", k8 = "v", k9 = "v", k10 = "v", k11 = "v", k12 = "v", k13 = "v", k14 = "v", k15 = "v", k16 = "v", k17 = "v", k18 = "v", k19 = "v", k20 = "v", k21 = "v", k22 = "v", k23 = "v", k24 = "v", k25 = "v", k26 = "v", k27 = "v", k28 = "v", k29 = "v", k30 = "v", k31 = "v", k32 = "v", k33 = "v", k34 = "v", k35 = "v", k36 = "v", k37 = "v", k38 = "v", k39 = "v", k40 = "v", k41 = "v", k42 = "v", k43 = "v", k44 = "v", k45 = "v", k46 = "v", k47 = "v", k48 = "v", k49 = "v", k50 = "v", k51 = "v", k52 = "v", k53 = "v", k54 = "v", k55 = "v", k56 = "v", k57 = "v", k58 = "v", k59 = "v", k60 = "v" }
  }
  expect_failures = [var.labels]
}

run "a_label_with_a_dot_is_refused" {
  command = plan
  variables {
    labels = { "finops.cost_center" = "hr" }
  }
  expect_failures = [var.labels]
}

run "a_label_in_capitals_is_refused" {
  command = plan
  variables {
    labels = { cost_center = "HR-001" }
  }
  expect_failures = [var.labels]
}

run "a_subnet_of_another_region_is_refused" {
  command = plan
  variables {
    region                = "europe-west3"
    networking_subnet_ids = ["projects/acme-project/regions/us-central1/subnetworks/etl"]
  }
  expect_failures = [google_cloud_run_v2_job.this]
}

run "a_job_without_an_image_is_told_of" {
  command = plan
  variables {
    container_image = null
  }
  expect_failures = [check.image]
}

run "no_region_anywhere_is_refused" {
  command = plan
  override_data {
    target = data.google_client_config.this
    values = {
      project = "acme-project"
      region  = ""
    }
  }
  variables {
    region = null
  }
  expect_failures = [google_cloud_run_v2_job.this]
}

run "a_schedule_in_minute_61_is_refused" {
  command = plan

  variables {
    command  = ["run"]
    schedule = { cron = "61 2 * * *" }
  }

  expect_failures = [var.schedule]
}

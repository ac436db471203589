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
  project_id = "acme-project"
  tenant_id  = "acme"
}

run "a_project_number_is_refused" {
  command = plan
  variables {
    project_id = "123456789012"
  }
  expect_failures = [var.project_id]
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

run "a_job_with_a_dot_is_refused" {
  command = plan
  variables {
    job_name = "orders.v2"
  }
  expect_failures = [var.job_name]
}

run "a_zone_is_no_region" {
  command = plan
  variables {
    region = "europe-west3-a"
  }
  expect_failures = [var.region]
}

run "an_address_is_no_bucket_to_create" {
  command = plan
  variables {
    gcs_bucket_name = "gs://acme-data-lake"
  }
  expect_failures = [var.gcs_bucket_name]
}

run "an_unnamed_bucket_cannot_stand_already" {
  command = plan
  variables {
    create_bucket = false
  }
  expect_failures = [var.create_bucket]
}

run "an_address_is_no_bucket" {
  command = plan
  variables {
    storage_bucket = "gs://acme-data-lake"
  }
  expect_failures = [var.storage_bucket]
}

run "two_buckets_are_refused" {
  command = plan
  variables {
    storage_bucket  = "acme-lake"
    gcs_bucket_name = "acme-data-lake"
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

run "an_unknown_storage_class_is_refused" {
  command = plan
  variables {
    storage_class = "GLACIER"
  }
  expect_failures = [var.storage_class]
}

run "half_a_day_of_retention_is_refused" {
  command = plan
  variables {
    retention_days = 0.5
  }
  expect_failures = [var.retention_days]
}

run "versions_that_go_at_once_are_refused" {
  command = plan
  variables {
    lifecycle_rules = { noncurrent_days = 0 }
  }
  expect_failures = [var.lifecycle_rules]
}

run "a_soft_delete_of_three_days_is_refused" {
  command = plan
  variables {
    lifecycle_rules = { soft_delete_days = 3 }
  }
  expect_failures = [var.lifecycle_rules]
}

run "a_dataset_with_hyphens_is_refused" {
  command = plan
  variables {
    bigquery_dataset_id = "acme-prod"
  }
  expect_failures = [var.bigquery_dataset_id]
}

run "an_unnamed_dataset_cannot_stand_already" {
  command = plan
  variables {
    create_bigquery_dataset = false
  }
  expect_failures = [var.create_bigquery_dataset]
}

run "a_member_is_no_address" {
  command = plan
  variables {
    runtime_service_account = "serviceAccount:etl@acme-project.iam.gserviceaccount.com"
  }
  expect_failures = [var.runtime_service_account]
}

run "a_billing_account_by_name_is_refused" {
  command = plan
  variables {
    budget = { billing_account = "acme", amount = 100 }
  }
  expect_failures = [var.budget]
}

run "a_budget_of_nothing_is_refused" {
  command = plan
  variables {
    budget = { billing_account = "012345-6789AB-CDEF01", amount = 0 }
  }
  expect_failures = [var.budget]
}

run "a_budget_that_never_tells_is_refused" {
  command = plan
  variables {
    budget = { billing_account = "012345-6789AB-CDEF01", amount = 100, thresholds = [] }
  }
  expect_failures = [var.budget]
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

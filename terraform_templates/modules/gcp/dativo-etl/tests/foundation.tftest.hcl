# What is made, what is only referenced, and who may use it.
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

run "a_tenant_alone_is_enough" {
  command = plan

  assert {
    condition     = output.gcs_bucket_name == "acme-project-acme-prod" && output.bigquery_dataset_id == "acme_prod"
    error_message = "Bucket and dataset are named after project, tenant and environment."
  }
  assert {
    condition     = google_storage_bucket.this[0].uniform_bucket_level_access && google_storage_bucket.this[0].public_access_prevention == "enforced" && google_storage_bucket.this[0].versioning[0].enabled && !google_storage_bucket.this[0].force_destroy
    error_message = "The bucket is private and keeps versions."
  }
  assert {
    condition     = length(google_storage_bucket.this[0].lifecycle_rule) == 2
    error_message = "Without retention_days only old versions and unfinished uploads go."
  }
  assert {
    condition     = output.tags == tomap({ tenant_id = "acme", environment = "prod" })
    error_message = "Labels say whose it is."
  }
  assert {
    condition     = google_storage_bucket_iam_member.this.role == "roles/storage.objectUser" && length(google_storage_bucket_iam_member.this.condition) == 0
    error_message = "The created account may use the whole bucket, since there is no prefix."
  }
  assert {
    condition     = length(google_billing_budget.this) == 0
    error_message = "There is no budget unless one is asked for."
  }
}

run "access_and_retention_end_at_the_prefix" {
  command = plan
  variables {
    storage_prefix = "/raw/stripe/"
    retention_days = 365
  }

  assert {
    condition     = strcontains(google_storage_bucket_iam_member.this.condition[0].expression, "resource.name.startsWith(\"projects/_/buckets/acme-project-acme-prod/objects/raw/stripe/\")")
    error_message = "The account may use objects below the prefix only."
  }
  assert {
    condition     = length([for rule in google_storage_bucket.this[0].lifecycle_rule : rule if anytrue([for each in rule.condition : each.age == 365 && each.matches_prefix == tolist(["raw/stripe/"])])]) == 1
    error_message = "Objects below the prefix expire."
  }
}

run "retention_can_spare_what_is_current" {
  command = plan
  variables {
    retention_days  = 365
    lifecycle_rules = { expire_current = false }
  }

  assert {
    condition     = length(google_storage_bucket.this[0].lifecycle_rule) == 2
    error_message = "Only old versions and unfinished uploads go."
  }
}

run "a_key_encrypts_bucket_and_dataset" {
  command = plan
  variables {
    storage_kms_key_id = "projects/p/locations/l/keyRings/r/cryptoKeys/k"
  }

  assert {
    condition     = google_storage_bucket.this[0].encryption[0].default_kms_key_name == var.storage_kms_key_id && google_bigquery_dataset.this[0].default_encryption_configuration[0].kms_key_name == var.storage_kms_key_id
    error_message = "Both take the customer's key."
  }
}

run "what_stands_already_is_not_made_again" {
  command = plan
  variables {
    storage_bucket          = "acme-data-lake"
    bigquery_dataset_id     = "lake"
    create_bigquery_dataset = false
    runtime_service_account = "etl@acme-project.iam.gserviceaccount.com"
  }

  assert {
    condition     = length(google_storage_bucket.this) + length(google_bigquery_dataset.this) + length(google_service_account.this) == 0
    error_message = "Bucket, dataset and account are referenced."
  }
  assert {
    condition     = google_storage_bucket_iam_member.this.bucket == "acme-data-lake" && google_bigquery_dataset_iam_member.this.dataset_id == "lake" && google_project_iam_member.jobs.member == "serviceAccount:etl@acme-project.iam.gserviceaccount.com"
    error_message = "The account that stands already gets the access."
  }
}

run "a_label_in_another_spelling_is_the_same_one" {
  command = plan
  variables {
    labels = { tenant-id = "acme", cost-center = "hr-001" }
    budget = { billing_account = "012345-6789AB-CDEF01", amount = 100 }
  }

  assert {
    condition     = output.tags == tomap({ tenant-id = "acme", cost-center = "hr-001", environment = "prod" })
    error_message = "tenant_id is not added beside tenant-id."
  }
  assert {
    condition     = google_billing_budget.this[0].budget_filter[0].labels == tomap({ tenant-id = "acme" })
    error_message = "The budget counts what carries the tenant's label."
  }
}

run "long_names_are_cut_and_stay_apart" {
  command = plan
  variables {
    tenant_id   = "a-tenant-with-a-name-that-is-rather-long-as-they-go-even"
    environment = "staging_"
    job_name    = "orders"
  }

  assert {
    condition     = length(google_service_account.this[0].account_id) <= 30 && can(regex("-[0-9a-f]{6}$", google_service_account.this[0].account_id))
    error_message = "A service account's id has 30 characters at most, and a hash where it was cut."
  }
  assert {
    condition     = length(google_storage_bucket.this[0].name) <= 63 && can(regex("^[a-z0-9-]+[a-z0-9]$", google_storage_bucket.this[0].name))
    error_message = "A bucket's name is legal."
  }
}

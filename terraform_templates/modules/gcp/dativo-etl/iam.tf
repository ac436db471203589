locals {
  creates_account = var.runtime_service_account == null
  account_email   = local.creates_account ? google_service_account.this[0].email : var.runtime_service_account
  member          = "serviceAccount:${local.account_email}"

  # The second half lets a client list below the prefix: listing is asked of the bucket, not of an object.
  below_prefix = join(" || ", [
    "resource.name.startsWith(\"projects/_/buckets/${local.bucket}/objects/${local.prefix}/\")",
    "api.getAttribute(\"storage.googleapis.com/objectListPrefix\", \"\").startsWith(\"${local.prefix}/\")",
  ])
}

resource "google_service_account" "this" {
  count = local.creates_account ? 1 : 0

  project      = var.project_id
  account_id   = local.account_id
  display_name = substr("Dativo ETL of ${var.tenant_id} in ${var.environment}", 0, 100)
}

resource "google_storage_bucket_iam_member" "this" {
  bucket = local.create_bucket ? google_storage_bucket.this[0].name : local.bucket
  role   = "roles/storage.objectUser"
  member = local.member

  dynamic "condition" {
    for_each = local.prefix == "" ? [] : [local.below_prefix]

    content {
      title       = "below-prefix"
      description = "Objects below ${local.prefix}/ only"
      expression  = condition.value
    }
  }
}

resource "google_bigquery_dataset_iam_member" "this" {
  project    = var.project_id
  dataset_id = var.create_bigquery_dataset ? google_bigquery_dataset.this[0].dataset_id : local.dataset
  role       = "roles/bigquery.dataEditor"
  member     = local.member
}

# Loads and queries are jobs of the project. The role lets start them and gives access to no data.
resource "google_project_iam_member" "jobs" {
  project = var.project_id
  role    = "roles/bigquery.jobUser"
  member  = local.member
}

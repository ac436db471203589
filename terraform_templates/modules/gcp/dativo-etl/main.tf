resource "google_storage_bucket" "this" {
  #checkov:skip=CKV_GCP_62:Cloud Audit Logs record access; usage logs are written when access_logs is given
  count = local.create_bucket ? 1 : 0

  project                     = var.project_id
  name                        = local.bucket
  location                    = var.region
  storage_class               = var.storage_class
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = false
  labels                      = local.labels

  versioning {
    enabled = true
  }

  soft_delete_policy {
    retention_duration_seconds = var.lifecycle_rules.soft_delete_days * 86400
  }

  lifecycle_rule {
    action {
      type = "AbortIncompleteMultipartUpload"
    }
    condition {
      age = var.lifecycle_rules.abort_multipart_days
    }
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      with_state                 = "ARCHIVED"
      days_since_noncurrent_time = var.lifecycle_rules.noncurrent_days
    }
  }

  dynamic "lifecycle_rule" {
    for_each = var.retention_days != null && var.lifecycle_rules.expire_current ? [var.retention_days] : []

    content {
      action {
        type = "Delete"
      }
      condition {
        with_state     = "LIVE"
        age            = lifecycle_rule.value
        matches_prefix = local.prefix == "" ? null : ["${local.prefix}/"]
      }
    }
  }

  dynamic "encryption" {
    for_each = var.storage_kms_key_id == null ? [] : [var.storage_kms_key_id]

    content {
      default_kms_key_name = encryption.value
    }
  }

  dynamic "logging" {
    for_each = var.access_logs == null ? [] : [var.access_logs]

    content {
      log_bucket        = logging.value.bucket
      log_object_prefix = logging.value.prefix
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "google_bigquery_dataset" "this" {
  #checkov:skip=CKV_GCP_81:Google encrypts with its own key; a customer's key is used when storage_kms_key_id is given
  count = var.create_bigquery_dataset ? 1 : 0

  project                    = var.project_id
  dataset_id                 = local.dataset
  location                   = var.region
  description                = "Tables of ${var.tenant_id} in ${var.environment}"
  delete_contents_on_destroy = false
  labels                     = local.labels

  dynamic "default_encryption_configuration" {
    for_each = var.storage_kms_key_id == null ? [] : [var.storage_kms_key_id]

    content {
      kms_key_name = default_encryption_configuration.value
    }
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Makes nothing in any cloud: it stands for a module that owns the landing buckets of a tenant.
locals {
  writer = "${var.tenant_id}-${var.environment}-${var.job_name}"
}

resource "terraform_data" "this" {
  input = {
    region         = var.region
    project        = var.project_id
    s3_bucket      = var.s3_bucket_name
    gcs_bucket     = var.gcs_bucket_name
    role           = var.account_id == null ? null : "arn:aws:iam::${var.account_id}:role/${local.writer}"
    retention_days = var.retention_days
    labels         = var.labels
  }
}

output "gcs_bucket_name" {
  description = "The bucket's name"
  value       = local.create_bucket ? google_storage_bucket.this[0].name : local.bucket
}

output "gcs_bucket_url" {
  description = "The bucket as gs://..., with the prefix if there is one"
  value       = local.prefix == "" ? "gs://${local.bucket}" : "gs://${local.bucket}/${local.prefix}"
}

output "bigquery_dataset_id" {
  description = "The dataset's id, without project"
  value       = var.create_bigquery_dataset ? google_bigquery_dataset.this[0].dataset_id : local.dataset
}

output "service_account_email" {
  description = "Address of the service account that may use bucket and dataset"
  value       = local.account_email
}

output "budget_name" {
  description = "The budget's resource name, null if there is none"
  value       = one(google_billing_budget.this[*].name)
}

output "bucket_name" {
  description = "The bucket's name, as every module of the contract calls it"
  value       = local.create_bucket ? google_storage_bucket.this[0].name : local.bucket
}

output "task_role_arn" {
  description = "What stands for a role here: the service account's address"
  value       = local.account_email
}

output "kms_key_id" {
  description = "The key that encrypts bucket and dataset, null where Google's own does"
  value       = var.storage_kms_key_id
}

output "tags" {
  description = "The labels that everything carries"
  value       = local.labels
}

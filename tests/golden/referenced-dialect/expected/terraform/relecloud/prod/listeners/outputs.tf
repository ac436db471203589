# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/relecloud/listeners.yaml

output "listeners_bigquery_dataset_id" {
  description = "Dataset in BigQuery"
  value       = module.listeners.bigquery_dataset_id
}

output "listeners_gcs_bucket_name" {
  description = "Bucket on Google Cloud"
  value       = module.listeners.gcs_bucket_name
}

output "listeners_glue_database_name" {
  description = "Database in the Glue catalog"
  value       = module.listeners.glue_database_name
}

output "listeners_iam_role_arn" {
  description = "Role that the job runs with"
  value       = module.listeners.iam_role_arn
}

output "listeners_s3_bucket_name" {
  description = "Bucket on AWS"
  value       = module.listeners.s3_bucket_name
}

output "listeners_service_account_email" {
  description = "Account that the job runs as"
  value       = module.listeners.service_account_email
}

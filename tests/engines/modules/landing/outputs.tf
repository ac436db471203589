output "s3_bucket_name" {
  description = "Bucket on AWS"
  value       = var.s3_bucket_name
}

output "iam_role_arn" {
  description = "Role that the job runs with"
  value       = terraform_data.this.output
}

output "glue_database_name" {
  description = "Database in the Glue catalog"
  value       = terraform_data.this.output
}

output "gcs_bucket_name" {
  description = "Bucket on Google Cloud"
  value       = var.gcs_bucket_name
}

output "service_account_email" {
  description = "Account that the job runs as"
  value       = terraform_data.this.output
}

output "bigquery_dataset_id" {
  description = "Dataset in BigQuery"
  value       = terraform_data.this.output
}

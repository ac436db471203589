output "cluster_arn" {
  description = "Cluster that runs the job"
  value       = terraform_data.this.output
}

output "task_role_arn" {
  description = "Role that the job runs with"
  value       = terraform_data.this.output
}

output "security_group_id" {
  description = "Security group of the job"
  value       = terraform_data.this.output
}

output "bucket_name" {
  description = "Bucket that the job writes to"
  value       = var.storage_bucket
}

output "kms_key_id" {
  description = "Key that the job encrypts with"
  value       = var.storage_kms_key_id
}

output "tags" {
  description = "Tags as they were given"
  value       = var.tags
}

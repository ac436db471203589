output "cluster_arn" {
  description = "The cluster that runs the job, by the name it was given"
  value       = terraform_data.this.output.cluster
}

output "task_role_arn" {
  description = "The role or account that the job acts as"
  value       = terraform_data.this.output.service_account
}

output "security_group_id" {
  description = "The first security group, null if there is none"
  value       = terraform_data.this.output.security_group
}

output "bucket_name" {
  description = "The bucket that the job writes to"
  value       = terraform_data.this.output.bucket
}

output "kms_key_id" {
  description = "The key that encrypts what the job writes"
  value       = terraform_data.this.output.kms_key
}

output "tags" {
  description = "The tags as they arrived"
  value       = terraform_data.this.output.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/foundation.yaml

output "foundation_bucket_name" {
  description = "The same as s3_bucket_name, under the name that modules for jobs give it"
  value       = module.foundation.bucket_name
}

output "foundation_budget_name" {
  description = "Name of the tenant's budget, if there is one"
  value       = module.foundation.budget_name
}

output "foundation_glue_database_name" {
  description = "Name of the Glue database"
  value       = module.foundation.glue_database_name
}

output "foundation_iam_role_arn" {
  description = "ARN of the role for the tenant's jobs; none if it is not created"
  value       = module.foundation.iam_role_arn
}

output "foundation_iam_role_name" {
  description = "Name of the role for the tenant's jobs; none if it is not created"
  value       = module.foundation.iam_role_name
}

output "foundation_kms_key_id" {
  description = "ARN of the key that encrypts the bucket, if one was given"
  value       = module.foundation.kms_key_id
}

output "foundation_s3_bucket_arn" {
  description = "ARN of the bucket"
  value       = module.foundation.s3_bucket_arn
}

output "foundation_s3_bucket_name" {
  description = "Name of the bucket"
  value       = module.foundation.s3_bucket_name
}

output "foundation_tags" {
  description = "The tags that every resource carries"
  value       = module.foundation.tags
}

output "foundation_task_role_arn" {
  description = "The same as iam_role_arn, under the name that modules for jobs give it"
  value       = module.foundation.task_role_arn
}

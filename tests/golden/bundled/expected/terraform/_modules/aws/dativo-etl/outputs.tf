# Made by dativo-gen: its module aws/dativo-etl. Do not edit; `dativo-gen modules vendor aws/dativo-etl` copies it for you.

output "s3_bucket_name" {
  description = "Name of the bucket"
  value       = local.create_bucket ? aws_s3_bucket.this[0].bucket : local.bucket
}

output "s3_bucket_arn" {
  description = "ARN of the bucket"
  value       = local.create_bucket ? aws_s3_bucket.this[0].arn : local.bucket_arn
}

output "iam_role_arn" {
  description = "ARN of the role for the tenant's jobs; none if it is not created"
  value       = one(aws_iam_role.this[*].arn)
}

output "iam_role_name" {
  description = "Name of the role for the tenant's jobs; none if it is not created"
  value       = one(aws_iam_role.this[*].name)
}

output "glue_database_name" {
  description = "Name of the Glue database"
  value       = var.create_glue_database ? aws_glue_catalog_database.this[0].name : local.database
}

output "budget_name" {
  description = "Name of the tenant's budget, if there is one"
  value       = one(aws_budgets_budget.this[*].name)
}

output "bucket_name" {
  description = "The same as s3_bucket_name, under the name that modules for jobs give it"
  value       = local.create_bucket ? aws_s3_bucket.this[0].bucket : local.bucket
}

output "task_role_arn" {
  description = "The same as iam_role_arn, under the name that modules for jobs give it"
  value       = one(aws_iam_role.this[*].arn)
}

output "kms_key_id" {
  description = "ARN of the key that encrypts the bucket, if one was given"
  value       = local.key_arn
}

output "tags" {
  description = "The tags that every resource carries"
  value       = local.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/_shared/stripe_customers.yaml

output "stripe_customers_bucket_name" {
  description = "The bucket that the job writes to"
  value       = module.stripe_customers.bucket_name
}

output "stripe_customers_cluster_arn" {
  description = "The cluster that runs the job, by the name it was given"
  value       = module.stripe_customers.cluster_arn
}

output "stripe_customers_kms_key_id" {
  description = "The key that encrypts what the job writes"
  value       = module.stripe_customers.kms_key_id
}

output "stripe_customers_security_group_id" {
  description = "The first security group, null if there is none"
  value       = module.stripe_customers.security_group_id
}

output "stripe_customers_tags" {
  description = "The tags as they arrived"
  value       = module.stripe_customers.tags
}

output "stripe_customers_task_role_arn" {
  description = "The role or account that the job acts as"
  value       = module.stripe_customers.task_role_arn
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/postgres_orders_multi_environment.yaml

output "postgres_orders_multi_environment_bucket_name" {
  description = "The bucket that the job writes to"
  value       = module.postgres_orders_multi_environment.bucket_name
}

output "postgres_orders_multi_environment_cluster_arn" {
  description = "The cluster that runs the job, by the name it was given"
  value       = module.postgres_orders_multi_environment.cluster_arn
}

output "postgres_orders_multi_environment_kms_key_id" {
  description = "The key that encrypts what the job writes"
  value       = module.postgres_orders_multi_environment.kms_key_id
}

output "postgres_orders_multi_environment_security_group_id" {
  description = "The first security group, null if there is none"
  value       = module.postgres_orders_multi_environment.security_group_id
}

output "postgres_orders_multi_environment_tags" {
  description = "The tags as they arrived"
  value       = module.postgres_orders_multi_environment.tags
}

output "postgres_orders_multi_environment_task_role_arn" {
  description = "The role or account that the job acts as"
  value       = module.postgres_orders_multi_environment.task_role_arn
}

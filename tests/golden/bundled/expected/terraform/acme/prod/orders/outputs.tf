# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/orders.yaml

output "orders_alerts_topic_arn" {
  description = "ARN of the topic that alerts go to, if there are any; a created one waits for subscribers"
  value       = module.orders.alerts_topic_arn
}

output "orders_bucket_name" {
  description = "Name of the bucket that was named"
  value       = module.orders.bucket_name
}

output "orders_cluster_arn" {
  description = "ARN of the ECS or EKS cluster that was named"
  value       = module.orders.cluster_arn
}

output "orders_container_name" {
  description = "Name of the task's container, which those who override its command need"
  value       = module.orders.container_name
}

output "orders_execution_role_arn" {
  description = "ARN of the role with which ECS starts the task, if there is a task"
  value       = module.orders.execution_role_arn
}

output "orders_kms_key_id" {
  description = "ARN of the key that was named"
  value       = module.orders.kms_key_id
}

output "orders_log_group_name" {
  description = "Where the task writes its logs"
  value       = module.orders.log_group_name
}

output "orders_log_retention_days" {
  description = "Days that logs are kept, after rounding up; 0 is for ever"
  value       = module.orders.log_retention_days
}

output "orders_runtime" {
  description = "What was said of the runtime, for whoever starts the job"
  value       = module.orders.runtime
}

output "orders_schedule_arn" {
  description = "ARN of the schedule, if there is one"
  value       = module.orders.schedule_arn
}

output "orders_security_group_id" {
  description = "The security group of the job: the first one given, or the created one"
  value       = module.orders.security_group_id
}

output "orders_security_group_ids" {
  description = "All security groups of the job"
  value       = module.orders.security_group_ids
}

output "orders_tags" {
  description = "The tags that every resource carries"
  value       = module.orders.tags
}

output "orders_task_definition_arn" {
  description = "ARN of the task definition with its revision, if there is one"
  value       = module.orders.task_definition_arn
}

output "orders_task_definition_family" {
  description = "Name of the task definition without revision, if there is one"
  value       = module.orders.task_definition_family
}

output "orders_task_role_arn" {
  description = "ARN of the role that the job runs with: the given or the created one"
  value       = module.orders.task_role_arn
}

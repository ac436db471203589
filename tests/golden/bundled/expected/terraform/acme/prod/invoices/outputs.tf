# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/invoices.yaml

output "invoices_alerts_topic_arn" {
  description = "ARN of the topic that alerts go to, if there are any; a created one waits for subscribers"
  value       = module.invoices.alerts_topic_arn
}

output "invoices_bucket_name" {
  description = "Name of the bucket that was named"
  value       = module.invoices.bucket_name
}

output "invoices_cluster_arn" {
  description = "ARN of the ECS or EKS cluster that was named"
  value       = module.invoices.cluster_arn
}

output "invoices_container_name" {
  description = "Name of the task's container, which those who override its command need"
  value       = module.invoices.container_name
}

output "invoices_execution_role_arn" {
  description = "ARN of the role with which ECS starts the task, if there is a task"
  value       = module.invoices.execution_role_arn
}

output "invoices_kms_key_id" {
  description = "ARN of the key that was named"
  value       = module.invoices.kms_key_id
}

output "invoices_log_group_name" {
  description = "Where the task writes its logs"
  value       = module.invoices.log_group_name
}

output "invoices_log_retention_days" {
  description = "Days that logs are kept, after rounding up; 0 is for ever"
  value       = module.invoices.log_retention_days
}

output "invoices_runtime" {
  description = "What was said of the runtime, for whoever starts the job"
  value       = module.invoices.runtime
}

output "invoices_schedule_arn" {
  description = "ARN of the schedule, if there is one"
  value       = module.invoices.schedule_arn
}

output "invoices_security_group_id" {
  description = "The security group of the job: the first one given, or the created one"
  value       = module.invoices.security_group_id
}

output "invoices_security_group_ids" {
  description = "All security groups of the job"
  value       = module.invoices.security_group_ids
}

output "invoices_tags" {
  description = "The tags that every resource carries"
  value       = module.invoices.tags
}

output "invoices_task_definition_arn" {
  description = "ARN of the task definition with its revision, if there is one"
  value       = module.invoices.task_definition_arn
}

output "invoices_task_definition_family" {
  description = "Name of the task definition without revision, if there is one"
  value       = module.invoices.task_definition_family
}

output "invoices_task_role_arn" {
  description = "ARN of the role that the job runs with: the given or the created one"
  value       = module.invoices.task_role_arn
}

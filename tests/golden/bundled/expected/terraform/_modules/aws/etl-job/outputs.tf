# Made by dativo-gen: its module aws/etl-job. Do not edit; `dativo-gen modules vendor aws/etl-job` copies it for you.

output "cluster_arn" {
  description = "ARN of the ECS or EKS cluster that was named"
  value       = local.cluster_arn
}

output "task_role_arn" {
  description = "ARN of the role that the job runs with: the given or the created one"
  value       = local.task_role_arn
}

output "execution_role_arn" {
  description = "ARN of the role with which ECS starts the task, if there is a task"
  value       = local.create_task ? local.execution_role_arn : null
}

output "security_group_id" {
  description = "The security group of the job: the first one given, or the created one"
  value       = one(slice(local.security_group_ids, 0, min(1, length(local.security_group_ids))))
}

output "security_group_ids" {
  description = "All security groups of the job"
  value       = local.security_group_ids
}

output "bucket_name" {
  description = "Name of the bucket that was named"
  value       = var.storage_bucket
}

output "kms_key_id" {
  description = "ARN of the key that was named"
  value       = local.key_arn
}

output "task_definition_arn" {
  description = "ARN of the task definition with its revision, if there is one"
  value       = one(aws_ecs_task_definition.this[*].arn)
}

output "task_definition_family" {
  description = "Name of the task definition without revision, if there is one"
  value       = one(aws_ecs_task_definition.this[*].family)
}

output "container_name" {
  description = "Name of the task's container, which those who override its command need"
  value       = local.container
}

output "log_group_name" {
  description = "Where the task writes its logs"
  value       = local.create_log_group ? aws_cloudwatch_log_group.this[0].name : local.log_group
}

output "log_retention_days" {
  description = "Days that logs are kept, after rounding up; 0 is for ever"
  value       = local.log_retention_days
}

output "schedule_arn" {
  description = "ARN of the schedule, if there is one"
  value       = one(aws_scheduler_schedule.this[*].arn)
}

output "alerts_topic_arn" {
  description = "ARN of the topic that alerts go to, if there are any; a created one waits for subscribers"
  value       = local.monitored ? local.topic_arn : null
}

output "runtime" {
  description = "What was said of the runtime, for whoever starts the job"
  value = {
    type                  = var.runtime_type
    cluster_name          = var.runtime_cluster_name
    namespace             = var.runtime_namespace
    service_account       = var.runtime_service_account
    cpu                   = local.on_ecs ? local.cpu : var.compute_cpu
    memory                = local.on_ecs ? local.memory : var.compute_memory
    instance_type         = var.compute_instance_type
    max_runtime_seconds   = var.compute_max_runtime_seconds
    subnet_ids            = var.networking_subnet_ids
    dagster_code_location = var.dagster_code_location
    dagster_repository    = var.dagster_repository
  }
}

output "tags" {
  description = "The tags that every resource carries"
  value       = local.tags
}

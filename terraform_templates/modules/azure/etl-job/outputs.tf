output "cluster_arn" {
  description = "What stands for a cluster here: the resource id of the Container Apps environment, with another runtime the cluster or deployment by the name it was given"
  value       = local.container_app ? local.environment_id : var.runtime_cluster_name
}

output "task_role_arn" {
  description = "What stands for a role here: the resource id of the identity that the job acts as"
  value       = local.identity_id
}

output "security_group_id" {
  description = "The first network security group as it was given, null if there is none"
  value       = try(var.networking_security_group_ids[0], null)
}

output "bucket_name" {
  description = "Where the job writes to, as account/filesystem"
  value       = var.storage_bucket == null ? null : "${local.account}/${local.filesystem}"
}

output "kms_key_id" {
  description = "The key that encrypts the account"
  value       = var.storage_kms_key_id
}

output "tags" {
  description = "The tags that every resource carries"
  value       = local.tags
}

output "container_apps_job_name" {
  description = "Name of the Container Apps job, which orchestrators start; null with another runtime"
  value       = one(azurerm_container_app_job.this[*].name)
}

output "resource_group" {
  description = "Name of the resource group of the job"
  value       = local.group
}

output "identity_client_id" {
  description = "Client id of the identity that the job acts as; null where only its resource id is known"
  value       = local.client_id
}

output "log_retention_days" {
  description = "How long logs are kept, in days; null where the environment stood already"
  value       = local.makes_workspace ? local.log_days : null
}

output "runtime" {
  description = "What was said of the runtime, for whoever starts the job"
  value = {
    type                  = var.runtime_type
    cluster_name          = var.runtime_cluster_name
    namespace             = var.runtime_namespace
    service_account       = var.runtime_service_account
    cpu                   = var.compute_cpu
    memory                = var.compute_memory
    instance_type         = var.compute_instance_type
    max_runtime_seconds   = var.compute_max_runtime_seconds
    vpc_id                = var.networking_vpc_id
    subnet_ids            = var.networking_subnet_ids
    dagster_code_location = var.dagster_code_location
    dagster_repository    = var.dagster_repository
  }
}

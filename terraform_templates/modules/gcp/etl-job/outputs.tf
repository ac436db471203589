output "cluster_arn" {
  description = "What stands for a cluster here: the cluster or deployment by the name it was given, on Cloud Run projects/<project>/locations/<region>"
  value       = local.cloud_run ? "projects/${coalesce(local.project, "none")}/locations/${coalesce(local.region, "none")}" : var.runtime_cluster_name
}

output "task_role_arn" {
  description = "What stands for a role here: the address of the service account that the job acts as"
  value       = local.account_email
}

output "security_group_id" {
  description = "What stands for a security group here: the first network tag, null if there is none"
  value       = try(var.networking_security_group_ids[0], null)
}

output "bucket_name" {
  description = "The bucket that the job writes to"
  value       = var.storage_bucket
}

output "kms_key_id" {
  description = "The key that encrypts the bucket"
  value       = var.storage_kms_key_id
}

output "tags" {
  description = "The labels that every resource carries"
  value       = local.labels
}

output "cloud_run_job_name" {
  description = "Name of the Cloud Run job, which orchestrators start; null with another runtime"
  value       = one(google_cloud_run_v2_job.this[*].name)
}

output "service_account_email" {
  description = "The same as task_role_arn"
  value       = local.account_email
}

output "log_bucket" {
  description = "The log bucket of the runs, null where the project's own rule holds"
  value       = one(google_logging_project_bucket_config.this[*].id)
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
    subnet_ids            = var.networking_subnet_ids
    dagster_code_location = var.dagster_code_location
    dagster_repository    = var.dagster_repository
  }
}

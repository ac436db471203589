# Made by dativo-gen: its module kubernetes/etl-job. Do not edit; `dativo-gen modules vendor kubernetes/etl-job` copies it for you.

output "cluster_arn" {
  description = "Name of the cluster, as given: clusters of Kubernetes have no ARN"
  value       = var.runtime_cluster_name
}

output "task_role_arn" {
  description = "The identity of the cloud that the job runs as: ARN of an IAM role, e-mail of a Google service account or client id of a managed identity; none where only an existing service account knows it"
  value       = local.cloud_identity
}

output "security_group_id" {
  description = "Name of the network policy of the job's pods, what comes nearest to a security group; none without one"
  value       = one(kubernetes_network_policy_v1.this[*].metadata[0].name)
}

output "bucket_name" {
  description = "Bucket that the job writes to, as given"
  value       = var.storage_bucket
}

output "kms_key_id" {
  description = "Key that the bucket is encrypted with, as given"
  value       = var.storage_kms_key_id
}

output "tags" {
  description = "Labels that every object carries"
  value       = local.labels
}

output "namespace" {
  description = "Namespace of everything here"
  value       = local.namespace
}

output "service_account_name" {
  description = "Service account that the job's pods run as"
  value       = local.service_account
}

output "cron_job_name" {
  description = "Name of the CronJob; none without container_image"
  value       = one(kubernetes_cron_job_v1.this[*].metadata[0].name)
}

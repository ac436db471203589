# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/customers.yaml

output "customers_bucket_name" {
  description = "Bucket that the job writes to, as given"
  value       = module.customers.bucket_name
}

output "customers_cluster_arn" {
  description = "Name of the cluster, as given: clusters of Kubernetes have no ARN"
  value       = module.customers.cluster_arn
}

output "customers_cron_job_name" {
  description = "Name of the CronJob; none without container_image"
  value       = module.customers.cron_job_name
}

output "customers_kms_key_id" {
  description = "Key that the bucket is encrypted with, as given"
  value       = module.customers.kms_key_id
}

output "customers_namespace" {
  description = "Namespace of everything here"
  value       = module.customers.namespace
}

output "customers_security_group_id" {
  description = "Name of the network policy of the job's pods, what comes nearest to a security group; none without one"
  value       = module.customers.security_group_id
}

output "customers_service_account_name" {
  description = "Service account that the job's pods run as"
  value       = module.customers.service_account_name
}

output "customers_tags" {
  description = "Labels that every object carries"
  value       = module.customers.tags
}

output "customers_task_role_arn" {
  description = "The identity of the cloud that the job runs as: ARN of an IAM role, e-mail of a Google service account or client id of a managed identity; none where only an existing service account knows it"
  value       = module.customers.task_role_arn
}

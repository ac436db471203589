# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/globex/orders/order_items.yaml
# Source: job_configs/globex/orders/orders.yaml

output "order_items_bucket_name" {
  description = "The bucket that the job writes to"
  value       = module.order_items.bucket_name
}

output "order_items_cluster_arn" {
  description = "The cluster that runs the job, by the name it was given"
  value       = module.order_items.cluster_arn
}

output "order_items_kms_key_id" {
  description = "The key that encrypts what the job writes"
  value       = module.order_items.kms_key_id
}

output "order_items_security_group_id" {
  description = "The first security group, null if there is none"
  value       = module.order_items.security_group_id
}

output "order_items_tags" {
  description = "The tags as they arrived"
  value       = module.order_items.tags
}

output "order_items_task_role_arn" {
  description = "The role or account that the job acts as"
  value       = module.order_items.task_role_arn
}

output "orders_bucket_name" {
  description = "The bucket that the job writes to"
  value       = module.orders.bucket_name
}

output "orders_cluster_arn" {
  description = "The cluster that runs the job, by the name it was given"
  value       = module.orders.cluster_arn
}

output "orders_kms_key_id" {
  description = "The key that encrypts what the job writes"
  value       = module.orders.kms_key_id
}

output "orders_security_group_id" {
  description = "The first security group, null if there is none"
  value       = module.orders.security_group_id
}

output "orders_tags" {
  description = "The tags as they arrived"
  value       = module.orders.tags
}

output "orders_task_role_arn" {
  description = "The role or account that the job acts as"
  value       = module.orders.task_role_arn
}

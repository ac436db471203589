# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/lucerne/print/orders.yaml

output "orders_location" {
  description = "Where the job writes"
  value       = module.orders.location
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/lucerne/subscribers.yaml

output "subscribers_location" {
  description = "Where the job writes"
  value       = module.subscribers.location
}

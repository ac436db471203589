# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_cloud.yaml

output "on_cloud_location" {
  description = "Where the job writes"
  value       = module.on_cloud.location
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_local.yaml

output "on_local_location" {
  description = "Where the job writes"
  value       = module.on_local.location
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_remote.yaml

output "on_remote_location" {
  description = "Where the job writes"
  value       = module.on_remote.location
}

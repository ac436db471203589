# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_gcs.yaml

output "on_gcs_location" {
  description = "Where the job writes"
  value       = module.on_gcs.location
}

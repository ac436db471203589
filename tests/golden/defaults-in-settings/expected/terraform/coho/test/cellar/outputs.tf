# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/coho/tastings.yaml

output "tastings_location" {
  description = "Where the job writes"
  value       = module.tastings.location
}

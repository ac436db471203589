# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/lifts.yaml

output "lifts_location" {
  description = "Where the job writes"
  value       = module.lifts.location
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/trey/grants.yaml

output "grants_location" {
  description = "Where the job writes"
  value       = module.grants.location
}

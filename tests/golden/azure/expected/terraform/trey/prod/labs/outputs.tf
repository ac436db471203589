# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/trey/labs.yaml

output "labs_location" {
  description = "Where the job writes"
  value       = module.labs.location
}

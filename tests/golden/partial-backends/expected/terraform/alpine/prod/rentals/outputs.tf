# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/rentals.yaml

output "rentals_location" {
  description = "Where the job writes"
  value       = module.rentals.location
}

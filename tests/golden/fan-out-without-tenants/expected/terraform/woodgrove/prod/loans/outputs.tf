# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/woodgrove/loans.yaml

output "loans_location" {
  description = "Where the job writes"
  value       = module.loans.location
}

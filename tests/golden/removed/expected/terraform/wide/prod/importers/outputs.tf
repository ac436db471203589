# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/wide/ports.yaml
# Source: job_configs/wide/tariffs.yaml

output "ports_location" {
  description = "Where the job writes"
  value       = module.ports.location
}

output "tariffs_location" {
  description = "Where the job writes"
  value       = module.tariffs.location
}

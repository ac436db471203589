# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/passes.yaml

output "passes_location" {
  description = "Where the job writes"
  value       = module.passes.location
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/humongous/claims.yaml

output "claims_location" {
  description = "Where the job writes"
  value       = module.claims.location
}

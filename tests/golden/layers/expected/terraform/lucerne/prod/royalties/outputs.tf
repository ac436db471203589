# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/lucerne/print/royalties.yaml

output "royalties_location" {
  description = "Where the job writes"
  value       = module.royalties.location
}

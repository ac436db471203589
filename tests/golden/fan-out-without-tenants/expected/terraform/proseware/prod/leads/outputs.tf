# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/proseware/leads.yaml

output "leads_location" {
  description = "Where the job writes"
  value       = module.leads.location
}

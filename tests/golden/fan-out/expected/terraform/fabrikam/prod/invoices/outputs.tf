# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/_shared/invoices.yaml

output "invoices_location" {
  description = "Where the job writes"
  value       = module.invoices.location
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/tickets.yaml

output "tickets_location" {
  description = "Where the job writes"
  value       = module.tickets.location
}

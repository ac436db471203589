# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/every_tenant/audit.yaml

output "audit_location" {
  description = "Where the job writes"
  value       = module.audit.location
}

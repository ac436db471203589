# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/margie/bookings.yaml
# Source: job_configs/margie/guides.yaml

output "bookings_password" {
  description = "The password that the module makes"
  value       = module.bookings.password
  sensitive   = true
}

output "bookings_schedule" {
  description = "The schedule with its defaults"
  value       = module.bookings.schedule
}

output "bookings_unexplained" {
  description = "The output unexplained of the module of the job bookings."
  value       = module.bookings.unexplained
}

output "guides_password" {
  description = "The password that the module makes"
  value       = module.guides.password
  sensitive   = true
}

output "guides_schedule" {
  description = "The schedule with its defaults"
  value       = module.guides.schedule
}

output "guides_unexplained" {
  description = "The output unexplained of the module of the job guides."
  value       = module.guides.unexplained
}

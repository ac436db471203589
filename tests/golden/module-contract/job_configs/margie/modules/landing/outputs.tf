output "password" {
  description = "The password that the module makes"
  value       = "made-${var.job_name}"
  sensitive   = true
}

output "schedule" {
  description = "The schedule with its defaults"
  value       = var.schedule
}

output "unexplained" {
  value = var.account_id
}

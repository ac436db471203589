# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_http.yaml

output "on_http_location" {
  description = "Where the job writes"
  value       = module.on_http.location
}

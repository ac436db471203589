# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_s3.yaml

output "on_s3_location" {
  description = "Where the job writes"
  value       = module.on_s3.location
}

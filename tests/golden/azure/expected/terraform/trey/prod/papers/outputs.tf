# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/trey/papers.yaml

output "papers_location" {
  description = "Where the job writes"
  value       = module.papers.location
}

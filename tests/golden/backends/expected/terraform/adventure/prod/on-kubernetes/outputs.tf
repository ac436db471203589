# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_kubernetes.yaml

output "on_kubernetes_location" {
  description = "Where the job writes"
  value       = module.on_kubernetes.location
}

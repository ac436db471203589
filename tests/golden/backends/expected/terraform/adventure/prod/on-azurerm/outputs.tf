# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/adventure/on_azurerm.yaml

output "on_azurerm_location" {
  description = "Where the job writes"
  value       = module.on_azurerm.location
}

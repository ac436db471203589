# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/northwind/carriers.yaml
# Source: job_configs/northwind/shipments.yaml
# Source: job_configs/northwind/warehouse-stock.yaml

output "carriers_location" {
  description = "Where the job writes"
  value       = module.carriers.location
}

output "shipments_location" {
  description = "Where the job writes"
  value       = module.shipments.location
}

output "warehouse-stock_location" {
  description = "Where the job writes"
  value       = module.warehouse-stock.location
}

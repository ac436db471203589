# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/alpine/tickets.yaml

module "tickets" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_tickets.job_name
  tenant_id   = var.job_tickets.tenant_id
  environment = var.job_tickets.environment

  storage_bucket = var.job_tickets.storage_bucket

  region = var.job_tickets.region

  tags = var.job_tickets.tags
}

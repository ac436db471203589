# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/wide/ports.yaml
# Source: job_configs/wide/tariffs.yaml

module "ports" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_ports.job_name
  tenant_id   = var.job_ports.tenant_id
  environment = var.job_ports.environment

  storage_bucket = var.job_ports.storage_bucket
  storage_prefix = var.job_ports.storage_prefix

  region = var.job_ports.region

  tags = var.job_ports.tags
}

module "tariffs" {
  source = "../../../../../terraform/modules/etl"

  job_name    = var.job_tariffs.job_name
  tenant_id   = var.job_tariffs.tenant_id
  environment = var.job_tariffs.environment

  storage_bucket = var.job_tariffs.storage_bucket
  storage_prefix = var.job_tariffs.storage_prefix

  region = var.job_tariffs.region

  tags = var.job_tariffs.tags
}

moved {
  from = module.harbours
  to   = module.ports
}

# Destroys what this job made, also what prevent_destroy protects inside its module.
removed {
  from = module.customs

  lifecycle {
    destroy = true
  }
}

# Forgets what this job made, and leaves it in the cloud.
removed {
  from = module.freight

  lifecycle {
    destroy = false
  }
}

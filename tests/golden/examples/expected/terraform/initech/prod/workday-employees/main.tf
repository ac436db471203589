# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/initech/workday_employees.yaml

module "workday_employees" {
  source  = "acme/dativo-etl/aws"
  version = "~> 2.1"

  job_name    = var.job_workday_employees.job_name
  tenant_id   = var.job_workday_employees.tenant_id
  environment = var.job_workday_employees.environment

  runtime_type = var.job_workday_employees.runtime_type

  compute_cpu    = var.job_workday_employees.compute_cpu
  compute_memory = var.job_workday_employees.compute_memory

  networking_vpc_id             = var.job_workday_employees.networking_vpc_id
  networking_subnet_ids         = var.job_workday_employees.networking_subnet_ids
  networking_security_group_ids = var.job_workday_employees.networking_security_group_ids

  storage_bucket     = var.job_workday_employees.storage_bucket
  storage_prefix     = var.job_workday_employees.storage_prefix
  storage_kms_key_id = var.job_workday_employees.storage_kms_key_id

  tags = var.job_workday_employees.tags
}

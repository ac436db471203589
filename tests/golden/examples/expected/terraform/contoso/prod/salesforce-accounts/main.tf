# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/contoso/salesforce_accounts.yaml

module "salesforce_accounts" {
  source = "git::https://github.com/contoso/terraform-azure-dativo.git//modules/container-app-etl-job?ref=1.2.0"

  job_name    = var.job_salesforce_accounts.job_name
  tenant_id   = var.job_salesforce_accounts.tenant_id
  environment = var.job_salesforce_accounts.environment

  runtime_type = var.job_salesforce_accounts.runtime_type

  compute_cpu    = var.job_salesforce_accounts.compute_cpu
  compute_memory = var.job_salesforce_accounts.compute_memory

  networking_vpc_id     = var.job_salesforce_accounts.networking_vpc_id
  networking_subnet_ids = var.job_salesforce_accounts.networking_subnet_ids

  storage_bucket     = var.job_salesforce_accounts.storage_bucket
  storage_prefix     = var.job_salesforce_accounts.storage_prefix
  storage_kms_key_id = var.job_salesforce_accounts.storage_kms_key_id

  tags = var.job_salesforce_accounts.tags
}

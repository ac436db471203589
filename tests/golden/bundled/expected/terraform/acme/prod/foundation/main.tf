# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/foundation.yaml

module "foundation" {
  source = "../../../_modules/aws/dativo-etl"

  job_name    = var.job_foundation.job_name
  tenant_id   = var.job_foundation.tenant_id
  environment = var.job_foundation.environment

  retention_days = var.job_foundation.retention_days
  s3_bucket_name = var.job_foundation.s3_bucket_name

  tags = var.job_foundation.tags
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/foundation.yaml

# job_configs/acme/foundation.yaml
job_foundation = {
  job_name    = "foundation"
  tenant_id   = "acme"
  environment = "prod"

  retention_days = 365
  s3_bucket_name = "acme-data-lake"

  tags = {
    Owner                  = "data-team@acme.com"
    environment            = "prod"
    "finops.business_tags" = "payments/revenue"
    "finops.cost_center"   = "HR-001"
    job_name               = "foundation"
    tenant_id              = "acme"
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/every_tenant/audit.yaml

# job_configs/every_tenant/audit.yaml
job_audit = {
  job_name    = "audit"
  tenant_id   = "proseware"
  environment = "prod"

  storage_bucket = "platform-audit-log"
  storage_prefix = "proseware"

  region = "europe-west4"

  tags = {
    environment = "prod"
    job_name    = "audit"
    tenant_id   = "proseware"
  }
}

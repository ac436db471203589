# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/proseware/leads.yaml

# job_configs/proseware/leads.yaml
job_leads = {
  job_name    = "leads"
  tenant_id   = "proseware"
  environment = "prod"

  storage_bucket = "proseware-leads"

  region = "europe-west4"

  tags = {
    environment = "prod"
    job_name    = "leads"
    tenant_id   = "proseware"
  }
}

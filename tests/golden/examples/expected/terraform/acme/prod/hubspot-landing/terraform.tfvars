# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/hubspot_contacts_gcp_infrastructure.yaml

# job_configs/acme/hubspot_contacts_gcp_infrastructure.yaml
job_hubspot_contacts_gcp_infrastructure = {
  job_name    = "hubspot_contacts_gcp_infrastructure"
  tenant_id   = "acme"
  environment = "prod"

  region     = "us-central1"
  project_id = "acme-marketing"

  gcs_bucket_name = "acme-marketing-lake"
  retention_days  = 730

  labels = {
    business_unit               = "marketing"
    "classification.default"    = "pii"
    compliance                  = "GDPR,CCPA"
    "compliance.regulations"    = "GDPR,CCPA"
    "compliance.retention_days" = "730"
    cost_center                 = "mkt-002"
    environment                 = "prod"
    "finops.business_tags"      = "crm,marketing"
    "finops.cost_center"        = "MKT-002"
    "finops.project"            = "customer-360"
    "governance.data_product"   = "contacts"
    "governance.domain"         = "marketing"
    "governance.owner"          = "marketing-data@acme.com"
    job_name                    = "hubspot_contacts_gcp_infrastructure"
    project                     = "customer-360"
    tenant_id                   = "acme"
  }
}

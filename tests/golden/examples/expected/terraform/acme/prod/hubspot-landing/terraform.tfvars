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
    business_unit             = "marketing"
    classification_default    = "pii"
    compliance                = "gdpr__ccpa"
    compliance_regulations    = "gdpr__ccpa"
    compliance_retention_days = "730"
    cost_center               = "mkt-002"
    environment               = "prod"
    finops_business_tags      = "crm__marketing"
    finops_cost_center        = "mkt-002"
    finops_project            = "customer-360"
    governance_data_product   = "contacts"
    governance_domain         = "marketing"
    governance_owner          = "marketing-data_at_acme-com"
    job_name                  = "hubspot_contacts_gcp_infrastructure"
    project                   = "customer-360"
    tenant_id                 = "acme"
  }
}

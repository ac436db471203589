# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/stripe_customers_gcp.yaml

# job_configs/acme/stripe_customers_gcp.yaml
job_stripe_customers_gcp = {
  job_name    = "stripe_customers_gcp"
  tenant_id   = "acme"
  environment = "prod"

  runtime_type = "cloud_run"

  compute_cpu    = "2"
  compute_memory = "4Gi"

  networking_vpc_id     = "projects/acme-project/global/networks/dativo-vpc"
  networking_subnet_ids = ["projects/acme-project/regions/us-central1/subnetworks/dativo-subnet"]

  storage_bucket     = "acme-data-lake"
  storage_prefix     = "raw/stripe/customers"
  storage_kms_key_id = "projects/acme-project/locations/us-central1/keyRings/dativo/cryptoKeys/etl-data"

  dagster_code_location = "dativo-etl-prod"
  dagster_repository    = "etl_jobs"

  tags = {
    classification_default = "pii"
    compliance_regulations = "gdpr__ccpa"
    cost_center            = "hr-001"
    environment            = "production"
    finops_business_tags   = "payments__revenue__stripe"
    finops_cost_center     = "hr-001"
    finops_environment     = "production"
    finops_project         = "data-platform"
    job_name               = "stripe_customers_gcp"
    managed_by             = "terraform"
    project                = "data-platform"
    tenant_id              = "acme"
  }
}

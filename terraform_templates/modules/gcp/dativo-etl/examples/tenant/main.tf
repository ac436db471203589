# A tenant's foundation: bucket, dataset, and a service account that may use both.
module "acme" {
  source = "../.."

  project_id     = "acme-project"
  tenant_id      = "acme"
  region         = "europe-west3"
  storage_prefix = "raw"

  storage_kms_key_id = "projects/acme-project/locations/europe-west3/keyRings/dativo/cryptoKeys/etl-data"

  # Old versions go after 90 days; Iceberg itself decides which current files go.
  retention_days  = 730
  lifecycle_rules = { expire_current = false, noncurrent_days = 90 }

  budget = {
    billing_account = "012345-6789AB-CDEF01"
    amount          = 500
  }

  labels = {
    cost_center = "hr-001"
    managed_by  = "terraform"
  }
}

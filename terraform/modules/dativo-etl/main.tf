# Makes nothing in any cloud: a place to read what arrives. Put real resources here, or in a module of your own.
resource "terraform_data" "this" {
  input = {
    name            = "${var.tenant_id}-${var.environment}-${var.job_name}"
    cluster         = var.runtime_cluster_name
    service_account = var.runtime_service_account
    security_group  = try(var.networking_security_group_ids[0], null)
    bucket          = var.storage_bucket
    kms_key         = var.storage_kms_key_id
    tags            = var.tags
  }
}

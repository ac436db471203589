locals {
  # A label may come spelled with hyphens; then it is the same one.
  spelled = [for key in keys(var.labels) : replace(key, "-", "_")]
  own_labels = {
    for key, value in { tenant_id = var.tenant_id, environment = var.environment, job_name = var.job_name } :
    key => value if value != null && !contains(local.spelled, key)
  }
  labels       = tomap(merge(local.own_labels, var.labels))
  tenant_label = [for key in keys(local.labels) : key if replace(key, "-", "_") == "tenant_id"][0]

  scope = join("-", compact([var.tenant_id, var.environment, var.job_name]))
  # Too long for a name, or without a legal end: cut, and told apart by a hash.
  hash = substr(sha256(local.scope), 0, 6)

  wanted_bucket = replace("${var.project_id}-${local.scope}", "/[^a-z0-9-]/", "-")
  legal_bucket  = can(regex("^.{2,62}[a-z0-9]$", local.wanted_bucket)) && length(local.wanted_bucket) <= 63
  made_bucket   = local.legal_bucket ? local.wanted_bucket : "${trim(substr(local.wanted_bucket, 0, 56), "-")}-${local.hash}"
  create_bucket = var.create_bucket && (var.gcs_bucket_name != null || var.storage_bucket == null)
  bucket        = coalesce(var.gcs_bucket_name, var.storage_bucket, local.made_bucket)
  prefix        = trim(var.storage_prefix, "/")

  dataset = coalesce(var.bigquery_dataset_id, replace(join("_", compact([var.tenant_id, var.environment, var.job_name])), "-", "_"))

  wanted_account = replace("dativo-${local.scope}", "_", "-")
  legal_account  = can(regex("[a-z0-9]$", local.wanted_account)) && length(local.wanted_account) <= 30
  account_id     = local.legal_account ? local.wanted_account : "${trim(substr(local.wanted_account, 0, 23), "-")}-${local.hash}"
}

locals {
  # On Kubernetes a name without @ is an account of the cluster's.
  given_account      = var.runtime_service_account != null && strcontains(coalesce(var.runtime_service_account, " "), "@")
  kubernetes_account = var.runtime_type == "kubernetes" && !local.given_account ? var.runtime_service_account : null
  makes_account      = !local.given_account && var.create_service_account
  account_email      = local.given_account ? var.runtime_service_account : one(google_service_account.this[*].email)
  member             = "serviceAccount:${coalesce(local.account_email, "none")}"

  grants = var.storage_bucket != null && coalesce(var.create_storage_access, local.makes_account) && (local.given_account || local.makes_account)

  # The second half lets a client list below the prefix: listing is asked of the bucket, not of an object.
  below_prefix = join(" || ", [
    "resource.name.startsWith(\"projects/_/buckets/${coalesce(var.storage_bucket, "none")}/objects/${local.prefix}/\")",
    "api.getAttribute(\"storage.googleapis.com/objectListPrefix\", \"\").startsWith(\"${local.prefix}/\")",
  ])
}

resource "google_service_account" "this" {
  count = local.makes_account ? 1 : 0

  project      = local.project
  account_id   = local.account_id
  display_name = substr("Dativo job ${var.job_name} of ${var.tenant_id} in ${var.environment}", 0, 100)
}

resource "google_storage_bucket_iam_member" "this" {
  count = local.grants ? 1 : 0

  bucket = var.storage_bucket
  role   = "roles/storage.objectUser"
  member = local.member

  dynamic "condition" {
    for_each = local.prefix == "" ? [] : [local.below_prefix]

    content {
      title       = "below-prefix"
      description = "Objects below ${local.prefix}/ only"
      expression  = condition.value
    }
  }
}

resource "google_secret_manager_secret_iam_member" "this" {
  for_each = local.makes_account ? var.container.secrets : {}

  project   = local.project
  secret_id = each.value.secret
  role      = "roles/secretmanager.secretAccessor"
  member    = local.member
}

# Pods of the Kubernetes account, in a cluster of this project with Workload Identity, may act as the created one.
resource "google_service_account_iam_member" "kubernetes" {
  count = local.kubernetes_account != null && local.makes_account ? 1 : 0

  service_account_id = google_service_account.this[0].name
  role               = "roles/iam.workloadIdentityUser"
  member             = "serviceAccount:${local.project}.svc.id.goog[${var.runtime_namespace}/${local.kubernetes_account}]"
}

# Made by dativo-gen: its module kubernetes/etl-job. Do not edit; `dativo-gen modules vendor kubernetes/etl-job` copies it for you.

locals {
  forms = {
    aws   = "^arn:aws[a-z-]*:iam::"
    gcp   = "@"
    azure = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
  }

  # What runtime_service_account is: an identity of the cloud, or a service account of the cluster. A client id has
  # the form of a service account's name too; it is one where the cloud is Azure.
  stated = var.runtime_service_account == null ? "" : var.runtime_service_account
  is_identity = (
    can(regex(local.forms.aws, local.stated))
    || can(regex(local.forms.gcp, local.stated))
    || can(regex(local.forms.azure, local.stated)) && var.cloud_provider == "azure"
  )
  own_name       = local.is_identity || local.stated == "" ? null : local.stated
  cloud_identity = local.is_identity ? local.stated : var.cloud_identity

  makes_service_account = var.create_service_account || local.own_name == null
  service_account       = local.makes_service_account ? kubernetes_service_account_v1.this[0].metadata[0].name : local.own_name

  # How a service account says which identity of the cloud it stands for: IAM roles for service accounts (EKS),
  # Workload Identity Federation (GKE), Microsoft Entra Workload ID (AKS).
  identity_key = (
    local.cloud_identity == null ? null
    : can(regex(local.forms.aws, local.cloud_identity)) ? "eks.amazonaws.com/role-arn"
    : can(regex(local.forms.gcp, local.cloud_identity)) ? "iam.gke.io/gcp-service-account"
    : "azure.workload.identity/client-id"
  )
  identity_annotations = local.identity_key == null ? {} : { (local.identity_key) = local.cloud_identity }

  # AKS gives tokens only to pods that ask for them, whoever made their service account.
  identity_pod_labels = (
    local.identity_key == "azure.workload.identity/client-id" || var.cloud_provider == "azure"
    ? { "azure.workload.identity/use" = "true" }
    : {}
  )
}

resource "kubernetes_service_account_v1" "this" {
  count = local.makes_service_account ? 1 : 0

  # The job does not talk to Kubernetes; the cloud's tokens are mounted all the same.
  automount_service_account_token = false

  metadata {
    name        = coalesce(local.own_name, local.name)
    namespace   = local.namespace
    labels      = local.labels
    annotations = merge(local.annotations, local.identity_annotations)
  }
}

locals {
  given      = coalesce(var.runtime_service_account, "-")
  given_name = reverse(split("/", local.given))[0]
  # On Kubernetes a name alone is an account of the cluster's.
  kubernetes_account = var.runtime_type == "kubernetes" && !startswith(local.given, "/") ? var.runtime_service_account : null
  has_given          = var.runtime_service_account != null && local.kubernetes_account == null
  given_id           = startswith(local.given, "/") ? local.given : "${local.group_id}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${local.given}"

  makes_identity = !local.has_given && var.create_identity
  made_identity  = one(azurerm_user_assigned_identity.this[*])
  identity_id    = local.has_given ? local.given_id : try(local.made_identity.id, null)
  client_id      = local.has_given ? one(data.azurerm_user_assigned_identity.this[*].client_id) : try(local.made_identity.client_id, null)

  grants = local.makes_identity && var.create_storage_access && var.storage_bucket != null

  blobs = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs"
  # The form of the examples in "Azure role assignment conditions for Blob Storage": everything that is done to a blob
  # needs its path below the prefix, and a list must be asked for below it.
  below_prefix = <<-EOT
    (
     (
      !(ActionMatches{'${local.blobs}/read'} AND NOT SubOperationMatches{'Blob.List'})
      AND
      !(ActionMatches{'${local.blobs}/write'})
      AND
      !(ActionMatches{'${local.blobs}/add/action'})
      AND
      !(ActionMatches{'${local.blobs}/delete'})
      AND
      !(ActionMatches{'${local.blobs}/move/action'})
     )
     OR
     (
      @Resource[${local.blobs}:path] StringStartsWith '${local.prefix}/'
     )
    )
    AND
    (
     (
      !(ActionMatches{'${local.blobs}/read'} AND SubOperationMatches{'Blob.List'})
     )
     OR
     (
      @Request[${local.blobs}:prefix] StringStartsWith '${local.prefix}/'
     )
    )
  EOT
}

# A job must be told the client id of its identity, which the resource id does not say.
data "azurerm_user_assigned_identity" "this" {
  count = local.has_given && local.container_app ? 1 : 0

  name                = local.given_name
  resource_group_name = split("/", local.given_id)[4]
}

resource "azurerm_user_assigned_identity" "this" {
  count = local.makes_identity ? 1 : 0

  name                = "id-dativo-${local.name}"
  resource_group_name = local.group
  location            = local.region
  tags                = local.tags
}

resource "azurerm_role_assignment" "storage" {
  count = local.grants ? 1 : 0

  scope                = local.filesystem_id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = local.made_identity.principal_id
  principal_type       = "ServicePrincipal"
  condition            = local.prefix == "" ? null : local.below_prefix
  condition_version    = local.prefix == "" ? null : "2.0"
}

resource "azurerm_role_assignment" "secrets" {
  for_each = local.makes_identity ? var.container.secrets : {}

  scope                = "${each.value.vault_id}/secrets/${each.value.name}"
  role_definition_name = "Key Vault Secrets User"
  principal_id         = local.made_identity.principal_id
  principal_type       = "ServicePrincipal"
}

resource "azurerm_role_assignment" "registry" {
  count = local.makes_identity && var.container_registry_id != null ? 1 : 0

  scope                = var.container_registry_id
  role_definition_name = "AcrPull"
  principal_id         = local.made_identity.principal_id
  principal_type       = "ServicePrincipal"
}

# Pods of the Kubernetes account may act as the created identity.
resource "azurerm_federated_identity_credential" "this" {
  count = local.kubernetes_account != null && local.makes_identity && var.kubernetes.oidc_issuer_url != null ? 1 : 0

  name                      = "kubernetes"
  user_assigned_identity_id = local.made_identity.id
  audience                  = ["api://AzureADTokenExchange"]
  issuer                    = var.kubernetes.oidc_issuer_url
  subject                   = "system:serviceaccount:${var.runtime_namespace}:${local.kubernetes_account}"
}

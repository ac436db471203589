# The access is given to an identity by the id of its principal, which its resource id does not say.
data "azurerm_user_assigned_identity" "this" {
  count = local.makes_identity ? 0 : 1

  name                = split("/", var.runtime_service_account)[8]
  resource_group_name = split("/", var.runtime_service_account)[4]
}

locals {
  makes_identity = var.runtime_service_account == null
  identity       = local.makes_identity ? one(azurerm_user_assigned_identity.this[*]) : one(data.azurerm_user_assigned_identity.this[*])

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

resource "azurerm_user_assigned_identity" "this" {
  count = local.makes_identity ? 1 : 0

  name                = "id-dativo-${local.name}"
  resource_group_name = local.group
  location            = local.region
  tags                = local.tags
}

resource "azurerm_role_assignment" "this" {
  scope                = local.filesystem_id
  role_definition_name = "Storage Blob Data Contributor"
  principal_id         = local.identity.principal_id
  principal_type       = "ServicePrincipal"
  condition            = local.prefix == "" ? null : local.below_prefix
  condition_version    = local.prefix == "" ? null : "2.0"

  depends_on = [azurerm_storage_container.this]
}

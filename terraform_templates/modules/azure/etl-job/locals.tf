# Where the subscription, or the place of a group that stands already, must be known.
data "azurerm_client_config" "this" {
  count = var.account_id == null ? 1 : 0
}

data "azurerm_resource_group" "this" {
  count = var.resource_group != null && var.region == null ? 1 : 0

  name = var.resource_group
}

locals {
  # A tag may come in another spelling; then it is the same one.
  spelled       = [for key in keys(var.tags) : lower(replace(key, "/[-.: ]/", "_"))]
  identity_tags = { tenant_id = var.tenant_id, environment = var.environment, job_name = var.job_name }
  own_tags      = { for key, value in local.identity_tags : key => value if !contains(local.spelled, key) }
  tags          = tomap(merge(local.own_tags, var.tags))

  # Cut, and told apart by a hash, where it is too long for a name or has no legal end.
  scope       = "${var.tenant_id}-${var.environment}-${var.job_name}"
  hash        = substr(sha256(local.scope), 0, 6)
  wanted_name = replace(local.scope, "/[-_]+/", "-")
  legal_end   = can(regex("[a-z0-9]$", local.wanted_name))
  job         = coalesce(var.name, local.legal_end && length(local.wanted_name) <= 32 ? local.wanted_name : "${trim(substr(local.wanted_name, 0, 25), "-")}-${local.hash}")
  # Other things may have longer names.
  name = local.legal_end && length(local.wanted_name) <= 50 ? local.wanted_name : "${trim(substr(local.wanted_name, 0, 43), "-")}-${local.hash}"

  subscription = var.account_id != null ? var.account_id : one(data.azurerm_client_config.this[*].subscription_id)
  makes_group  = var.resource_group == null
  group        = local.makes_group ? azurerm_resource_group.this[0].name : var.resource_group
  region       = var.region != null ? var.region : one(data.azurerm_resource_group.this[*].location)
  group_id     = "/subscriptions/${local.subscription}/resourceGroups/${local.makes_group ? "rg-dativo-${local.name}" : var.resource_group}"

  container_app = var.runtime_type == "container_apps" && var.container_image != null

  bucket_parts = var.storage_bucket == null ? [] : split("/", var.storage_bucket)
  names_both   = length(local.bucket_parts) == 2
  # A name alone may be either; with storage_account_id it can only be the filesystem's, unless it is that account's.
  names_account = local.names_both || (can(regex("^[a-z0-9]{3,24}$", try(local.bucket_parts[0], ""))) && (var.storage_account_id == null || endswith(coalesce(var.storage_account_id, "-"), "/${try(local.bucket_parts[0], "")}")))
  account_id    = var.storage_account_id != null ? var.storage_account_id : "${local.group_id}/providers/Microsoft.Storage/storageAccounts/${try(local.bucket_parts[0], "")}"
  account       = reverse(split("/", local.account_id))[0]
  filesystem    = local.names_both ? local.bucket_parts[1] : local.names_account ? var.storage_filesystem : try(local.bucket_parts[0], "")
  filesystem_id = "${local.account_id}/blobServices/default/containers/${local.filesystem}"
  prefix        = trim(var.storage_prefix, "/")
}

resource "azurerm_resource_group" "this" {
  count = local.makes_group ? 1 : 0

  name     = "rg-dativo-${local.name}"
  location = local.region
  tags     = local.tags
}

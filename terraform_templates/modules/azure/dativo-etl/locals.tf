# Where the subscription or the place of a group that stands already must be known.
data "azurerm_client_config" "this" {
  count = var.account_id == null ? 1 : 0
}

data "azurerm_resource_group" "this" {
  count = var.resource_group != null && var.region == null ? 1 : 0

  name = var.resource_group
}

locals {
  # A tag may come in another spelling; then it is the same one.
  spelled = [for key in keys(var.tags) : lower(replace(key, "/[-.: ]/", "_"))]
  own_tags = {
    for key, value in { tenant_id = var.tenant_id, environment = var.environment, job_name = var.job_name } :
    key => value if value != null && !contains(local.spelled, key)
  }
  tags       = tomap(merge(local.own_tags, var.tags))
  tenant_tag = [for key in keys(local.tags) : key if lower(replace(key, "/[-.: ]/", "_")) == "tenant_id"][0]

  scope = join("-", compact([var.tenant_id, var.environment, var.job_name]))
  hash  = substr(sha256(local.scope), 0, 6)
  name  = length(local.scope) <= 80 ? local.scope : "${substr(local.scope, 0, 73)}-${local.hash}"

  subscription = var.account_id != null ? var.account_id : one(data.azurerm_client_config.this[*].subscription_id)
  makes_group  = var.resource_group == null
  group        = local.makes_group ? azurerm_resource_group.this[0].name : var.resource_group
  group_name   = local.makes_group ? "rg-dativo-${local.name}" : var.resource_group
  region       = var.region != null ? var.region : one(data.azurerm_resource_group.this[*].location)
  group_id     = "/subscriptions/${local.subscription}/resourceGroups/${local.group_name}"

  # The only one of its name in the world: subscription and group go into the hash.
  world_hash   = substr(sha256("${lower(local.group_id)}/${local.scope}"), 0, 8)
  made_account = "${substr(replace(local.scope, "/[^a-z0-9]/", ""), 0, 16)}${local.world_hash}"

  bucket_parts       = var.storage_bucket == null ? [] : split("/", var.storage_bucket)
  creates_account    = var.create_storage_account && (var.storage_account_name != null || var.storage_bucket == null)
  account            = coalesce(var.storage_account_name, try(local.bucket_parts[0], null), local.made_account)
  filesystem         = coalesce(var.filesystem_name, try(local.bucket_parts[1], null), "data-lake")
  creates_filesystem = var.create_filesystem && (var.filesystem_name != null || var.storage_bucket == null)
  prefix             = trim(var.storage_prefix, "/")

  account_id    = local.creates_account ? azurerm_storage_account.this[0].id : "${local.group_id}/providers/Microsoft.Storage/storageAccounts/${local.account}"
  filesystem_id = "${local.account_id}/blobServices/default/containers/${local.filesystem}"
}

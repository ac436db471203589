output "storage_account_name" {
  description = "Name of the storage account"
  value       = local.creates_account ? azurerm_storage_account.this[0].name : local.account
}

output "storage_account_id" {
  description = "Resource id of the storage account, for private endpoints and the like"
  value       = local.account_id
}

output "filesystem_name" {
  description = "Name of the Data Lake filesystem, which is a container of the account"
  value       = local.creates_filesystem ? azurerm_storage_container.this[0].name : local.filesystem
}

output "filesystem_url" {
  description = "The filesystem as abfss://..., with the prefix if there is one"
  value       = join("/", compact(["abfss://${local.filesystem}@${local.account}.dfs.core.windows.net", local.prefix]))
}

output "resource_group" {
  description = "Name of the resource group"
  value       = local.group
}

output "identity_client_id" {
  description = "Client id of the identity that may use the filesystem, which workloads are told as AZURE_CLIENT_ID"
  value       = local.identity.client_id
}

output "identity_principal_id" {
  description = "Principal id of that identity, to give it access to more"
  value       = local.identity.principal_id
}

output "budget_id" {
  description = "Resource id of the tenant's budget, if there is one"
  value       = one(azurerm_consumption_budget_resource_group.this[*].id)
}

output "bucket_name" {
  description = "Account and filesystem as account/filesystem, which jobs state as their bucket"
  value       = "${local.account}/${local.filesystem}"
}

output "task_role_arn" {
  description = "What stands for a role here: the resource id of the identity that may use the filesystem"
  value       = local.makes_identity ? one(azurerm_user_assigned_identity.this[*].id) : var.runtime_service_account
}

output "kms_key_id" {
  description = "The key that encrypts the account, null where Microsoft's own does"
  value       = var.storage_kms_key_id
}

output "tags" {
  description = "The tags that every resource carries"
  value       = local.tags
}

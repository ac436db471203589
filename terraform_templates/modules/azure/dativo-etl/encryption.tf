locals {
  has_key = var.storage_kms_key_id != null && local.creates_account
  key     = local.has_key ? var.storage_kms_key_id : "https://none/keys/none"
  by_id   = startswith(local.key, "/")

  # Azure fetches a key by its address; the vault's name is part of both ways to write it.
  key_url  = local.by_id ? "https://${split("/", local.key)[8]}.vault.azure.net/keys/${split("/", local.key)[10]}" : local.key
  key_name = split("/", local.key_url)[4]
  vault_id = local.by_id ? join("/", slice(split("/", local.key), 0, 9)) : var.encryption.key_vault_id

  makes_key_identity = local.has_key && var.encryption.identity_id == null
  key_identity       = local.makes_key_identity ? one(azurerm_user_assigned_identity.encryption[*].id) : var.encryption.identity_id
}

# Of its own, since the account must be able to fetch the key before anything else is there; jobs do not act as it.
resource "azurerm_user_assigned_identity" "encryption" {
  count = local.makes_key_identity ? 1 : 0

  name                = "id-dativo-${local.name}-key"
  resource_group_name = local.group
  location            = local.region
  tags                = local.tags
}

resource "azurerm_role_assignment" "encryption" {
  count = local.makes_key_identity ? 1 : 0

  scope                = "${local.vault_id}/keys/${local.key_name}"
  role_definition_name = "Key Vault Crypto Service Encryption User"
  principal_id         = azurerm_user_assigned_identity.encryption[0].principal_id
  principal_type       = "ServicePrincipal"
}

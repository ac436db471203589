resource "azurerm_resource_group" "this" {
  count = local.makes_group ? 1 : 0

  name     = local.group_name
  location = local.region
  tags     = local.tags

  # It takes everything in it along.
  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_storage_account" "this" {
  #checkov:skip=CKV_AZURE_33:No queues are used, and azurerm 5 has no argument for their logging
  #checkov:skip=CKV2_AZURE_1:Microsoft encrypts with its own key; a customer's key is used when storage_kms_key_id is given
  #checkov:skip=CKV2_AZURE_33:Networks are the platform's: it adds the private endpoint, by the output storage_account_id
  #checkov:skip=CKV2_AZURE_21:Reads are recorded when log_analytics_workspace_id is given
  #checkov:skip=CKV_AZURE_206:storage.replication says it, and is GZRS if it is not given
  #checkov:skip=CKV_AZURE_59:Closed to the public, or open to the networks that are given and to nobody else
  count = local.creates_account ? 1 : 0

  name                     = local.account
  resource_group_name      = local.group
  location                 = local.region
  account_kind             = "StorageV2"
  account_tier             = "Standard"
  account_replication_type = var.storage.replication
  is_hns_enabled           = var.storage.hierarchical_namespace
  tags                     = local.tags

  min_tls_version                   = "TLS1_2"
  https_traffic_only_enabled        = true
  infrastructure_encryption_enabled = true
  allow_nested_items_to_be_public   = false
  public_network_access_enabled     = length(var.networking_subnet_ids) + length(var.storage.allowed_ips) > 0
  cross_tenant_replication_enabled  = false
  default_to_oauth_authentication   = true
  shared_access_key_enabled         = false
  local_user_enabled                = false

  network_rules {
    default_action             = "Deny"
    bypass                     = ["AzureServices"]
    virtual_network_subnet_ids = var.networking_subnet_ids
    ip_rules                   = var.storage.allowed_ips
  }

  sas_policy {
    expiration_period = "01.00:00:00"
    expiration_action = "Log"
  }

  blob_properties {
    # A Data Lake keeps no versions; what is deleted can be had back all the same.
    versioning_enabled = !var.storage.hierarchical_namespace

    delete_retention_policy {
      days = var.storage.soft_delete_days
    }

    container_delete_retention_policy {
      days = var.storage.soft_delete_days
    }
  }

  dynamic "identity" {
    for_each = local.has_key ? [local.key_identity] : []

    content {
      type         = "UserAssigned"
      identity_ids = [identity.value]
    }
  }

  dynamic "customer_managed_key" {
    for_each = local.has_key ? [local.key_url] : []

    content {
      key_vault_key_id          = customer_managed_key.value
      user_assigned_identity_id = local.key_identity
    }
  }

  lifecycle {
    prevent_destroy = true
  }

  depends_on = [azurerm_role_assignment.encryption]
}

# The filesystem of a Data Lake is a container: made as one, it needs no access to data and no way into the network.
resource "azurerm_storage_container" "this" {
  #checkov:skip=CKV2_AZURE_21:Reads are recorded when log_analytics_workspace_id is given
  count = local.creates_filesystem ? 1 : 0

  name                  = local.filesystem
  storage_account_id    = local.account_id
  container_access_type = "private"
  metadata              = local.metadata

  lifecycle {
    prevent_destroy = true
  }
}

resource "azurerm_storage_management_policy" "this" {
  count = local.creates_account && length(local.rules) > 0 ? 1 : 0

  storage_account_id = local.account_id

  dynamic "rule" {
    for_each = local.rules

    content {
      name    = rule.key
      enabled = true

      filters {
        blob_types   = ["blockBlob"]
        prefix_match = rule.value.prefixes
      }

      actions {
        dynamic "base_blob" {
          for_each = rule.value.current_days == null ? [] : [rule.value.current_days]

          content {
            delete_after_days_since_modification_greater_than = base_blob.value
          }
        }

        dynamic "snapshot" {
          for_each = rule.value.noncurrent_days == null ? [] : [rule.value.noncurrent_days]

          content {
            delete_after_days_since_creation_greater_than = snapshot.value
          }
        }

        dynamic "version" {
          for_each = rule.value.noncurrent_days == null ? [] : [rule.value.noncurrent_days]

          content {
            delete_after_days_since_creation = version.value
          }
        }
      }
    }
  }
}

resource "azurerm_monitor_diagnostic_setting" "this" {
  count = local.creates_account && var.log_analytics_workspace_id != null ? 1 : 0

  name                       = "dativo-access"
  target_resource_id         = "${local.account_id}/blobServices/default"
  log_analytics_workspace_id = var.log_analytics_workspace_id

  dynamic "enabled_log" {
    for_each = toset(["StorageRead", "StorageWrite", "StorageDelete"])

    content {
      category = enabled_log.value
    }
  }
}

locals {
  # A container has metadata in place of tags: keys as identifiers, values of plain characters.
  metadata = tomap(merge([
    for key, value in local.tags :
    { replace(replace(lower(key), "/[^a-z0-9]+/", "_"), "/^([0-9])/", "_$1") = replace(value, "/[^ -~]/", "?") } if value != ""
  ]...))

  expires = var.retention_days != null && var.lifecycle_rules.expire_current
  below   = join("/", compact([local.filesystem, local.prefix]))
  # A Data Lake has neither versions nor snapshots to tidy up.
  rules = merge(
    var.storage.hierarchical_namespace ? {} : {
      noncurrent = { prefixes = ["${local.filesystem}/"], current_days = null, noncurrent_days = var.lifecycle_rules.noncurrent_days }
    },
    local.expires ? { retention = { prefixes = ["${local.below}/"], current_days = var.retention_days, noncurrent_days = null } } : {},
  )
}

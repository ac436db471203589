# What is made, what is only referenced, and who may use it.
mock_provider "azurerm" {
  mock_data "azurerm_client_config" {
    defaults = {
      subscription_id = "12345678-1234-1234-1234-123456789012"
    }
  }

  mock_data "azurerm_resource_group" {
    defaults = {
      location = "westeurope"
    }
  }

  mock_data "azurerm_user_assigned_identity" {
    defaults = {
      client_id    = "12345678-1234-1234-1234-123456789012"
      principal_id = "12345678-1234-1234-1234-123456789012"
    }
  }

  mock_resource "azurerm_user_assigned_identity" {
    defaults = {
      id           = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-made"
      client_id    = "12345678-1234-1234-1234-123456789012"
      principal_id = "12345678-1234-1234-1234-123456789012"
    }
  }

  mock_resource "azurerm_storage_account" {
    defaults = {
      id = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.Storage/storageAccounts/acmelake"
    }
  }

  mock_resource "azurerm_log_analytics_workspace" {
    defaults = {
      id = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.OperationalInsights/workspaces/log-made"
    }
  }

  mock_resource "azurerm_container_app_environment" {
    defaults = {
      id = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.App/managedEnvironments/cae-made"
    }
  }

  mock_resource "azurerm_resource_group" {
    defaults = {
      id = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme"
    }
  }
}

variables {
  tenant_id = "acme"
  region    = "westeurope"
}

run "a_tenant_and_a_region_are_enough" {
  command = plan

  assert {
    condition     = output.resource_group == "rg-dativo-acme-prod" && output.filesystem_name == "data-lake" && can(regex("^acmeprod[0-9a-f]{8}$", output.storage_account_name))
    error_message = "Group, account and filesystem are named after tenant and environment."
  }
  assert {
    condition     = azurerm_storage_account.this[0].min_tls_version == "TLS1_2" && !azurerm_storage_account.this[0].public_network_access_enabled && !azurerm_storage_account.this[0].shared_access_key_enabled && !azurerm_storage_account.this[0].allow_nested_items_to_be_public && azurerm_storage_account.this[0].network_rules[0].default_action == "Deny"
    error_message = "The account is closed to the public and to keys."
  }
  assert {
    condition     = azurerm_storage_account.this[0].is_hns_enabled && !azurerm_storage_account.this[0].blob_properties[0].versioning_enabled && azurerm_storage_account.this[0].blob_properties[0].delete_retention_policy[0].days == 30
    error_message = "It is a Data Lake, and what is deleted can be had back for a while."
  }
  assert {
    condition     = length(azurerm_storage_management_policy.this) + length(azurerm_consumption_budget_resource_group.this) + length(azurerm_monitor_diagnostic_setting.this) == 0
    error_message = "Without retention_days nothing is deleted, and what was not asked for is not made."
  }
  assert {
    condition     = azurerm_role_assignment.this.role_definition_name == "Storage Blob Data Contributor" && azurerm_role_assignment.this.condition == null
    error_message = "The created identity may use all of the filesystem, since there is no prefix."
  }
  assert {
    condition     = output.tags == tomap({ tenant_id = "acme", environment = "prod" }) && azurerm_storage_container.this[0].metadata == tomap({ tenant_id = "acme", environment = "prod" })
    error_message = "Tags say whose it is."
  }
}

run "access_and_retention_end_at_the_prefix" {
  command = plan
  variables {
    storage_prefix = "/raw/stripe/"
    retention_days = 365
  }

  assert {
    condition     = strcontains(azurerm_role_assignment.this.condition, "blobs:path] StringStartsWith 'raw/stripe/'") && azurerm_role_assignment.this.condition_version == "2.0"
    error_message = "The identity may use files below the prefix only."
  }
  assert {
    condition     = azurerm_storage_management_policy.this[0].rule[0].actions[0].base_blob[0].delete_after_days_since_modification_greater_than == 365 && azurerm_storage_management_policy.this[0].rule[0].filters[0].prefix_match == toset(["data-lake/raw/stripe/"])
    error_message = "Files below the prefix expire."
  }
}

run "without_a_data_lake_there_are_versions" {
  command = plan
  variables {
    storage = { hierarchical_namespace = false }
  }

  assert {
    condition     = azurerm_storage_account.this[0].blob_properties[0].versioning_enabled && azurerm_storage_management_policy.this[0].rule[0].actions[0].version[0].delete_after_days_since_creation == 30
    error_message = "Versions are kept, and go after a while."
  }
}

run "a_key_brings_an_identity_that_may_use_it" {
  command = plan
  variables {
    storage_kms_key_id = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.KeyVault/vaults/kv-acme/keys/etl"
  }

  assert {
    condition     = azurerm_storage_account.this[0].customer_managed_key[0].key_vault_key_id == "https://kv-acme.vault.azure.net/keys/etl" && azurerm_role_assignment.encryption[0].scope == var.storage_kms_key_id
    error_message = "The account fetches the key by its address, as an identity that may use this key only."
  }
}

run "a_key_by_address_goes_with_an_identity_that_stands_already" {
  command = plan
  variables {
    storage_kms_key_id = "https://kv-acme.vault.azure.net/keys/etl"
    encryption         = { identity_id = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-cmk" }
  }

  assert {
    condition     = azurerm_storage_account.this[0].customer_managed_key[0].user_assigned_identity_id == var.encryption.identity_id && length(azurerm_role_assignment.encryption) == 0
    error_message = "Nothing is granted to it."
  }
}

run "what_stands_already_is_not_made_again" {
  command = plan
  variables {
    region                  = null
    account_id              = "12345678-1234-1234-1234-123456789012"
    resource_group          = "rg-acme"
    storage_bucket          = "acmelake/raw"
    runtime_service_account = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-etl"
  }

  assert {
    condition     = length(azurerm_resource_group.this) + length(azurerm_storage_account.this) + length(azurerm_storage_container.this) + length(azurerm_user_assigned_identity.this) == 0
    error_message = "Group, account, filesystem and identity are referenced."
  }
  assert {
    condition     = azurerm_role_assignment.this.scope == "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.Storage/storageAccounts/acmelake/blobServices/default/containers/raw" && azurerm_role_assignment.this.principal_id == "12345678-1234-1234-1234-123456789012"
    error_message = "The identity that stands already gets the access."
  }
}

run "a_filesystem_is_made_in_an_account_that_stands_already" {
  command = plan
  variables {
    resource_group  = "rg-acme"
    storage_bucket  = "acmelake"
    filesystem_name = "landing"
  }

  assert {
    condition     = length(azurerm_storage_account.this) == 0 && azurerm_storage_container.this[0].name == "landing" && output.bucket_name == "acmelake/landing"
    error_message = "The account is referenced, the filesystem is new."
  }
}

run "networks_that_are_given_may_reach_the_account" {
  command = plan
  variables {
    networking_subnet_ids = ["/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.Network/virtualNetworks/vnet-acme/subnets/etl"]
  }

  assert {
    condition     = azurerm_storage_account.this[0].public_network_access_enabled && azurerm_storage_account.this[0].network_rules[0].default_action == "Deny" && azurerm_storage_account.this[0].network_rules[0].virtual_network_subnet_ids == toset(var.networking_subnet_ids)
    error_message = "They may, and nobody else."
  }
}

run "tags_become_metadata_that_azure_takes" {
  command = plan
  variables {
    tags = { "finops.cost_center" = "HR-001", Tenant-Id = "acme", "2nd" = "Köln", empty = "" }
  }

  assert {
    condition     = azurerm_storage_container.this[0].metadata == tomap({ finops_cost_center = "HR-001", tenant_id = "acme", _2nd = "K?ln", environment = "prod" })
    error_message = "Keys are identifiers, values plain characters; tenant_id is not added beside Tenant-Id."
  }
}

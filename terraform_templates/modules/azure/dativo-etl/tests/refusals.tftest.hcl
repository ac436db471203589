# Every value that a validation refuses, by the variable whose message says what to write.
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

run "a_tenant_in_capitals_is_refused" {
  command = plan
  variables {
    tenant_id = "Acme"
  }
  expect_failures = [var.tenant_id]
}

run "an_environment_with_a_slash_is_refused" {
  command = plan
  variables {
    environment = "prod/eu"
  }
  expect_failures = [var.environment]
}

run "a_job_with_a_dot_is_refused" {
  command = plan
  variables {
    job_name = "orders.v2"
  }
  expect_failures = [var.job_name]
}

run "a_subscription_by_name_is_refused" {
  command = plan
  variables {
    account_id = "acme-prod"
  }
  expect_failures = [var.account_id]
}

run "the_id_of_a_group_is_refused" {
  command = plan
  variables {
    resource_group = "/subscriptions/x/resourceGroups/rg-acme"
  }
  expect_failures = [var.resource_group]
}

run "a_region_with_hyphens_is_refused" {
  command = plan
  variables {
    region = "eu-west-1"
  }
  expect_failures = [var.region]
}

run "neither_region_nor_group_is_refused" {
  command = plan
  variables {
    region = null
  }
  expect_failures = [var.region]
}

run "an_account_with_hyphens_is_refused" {
  command = plan
  variables {
    storage_account_name = "acme-lake"
  }
  expect_failures = [var.storage_account_name]
}

run "an_unnamed_account_cannot_stand_already" {
  command = plan
  variables {
    create_storage_account = false
  }
  expect_failures = [var.create_storage_account]
}

run "a_filesystem_in_capitals_is_refused" {
  command = plan
  variables {
    filesystem_name = "Lake"
  }
  expect_failures = [var.filesystem_name]
}

run "an_address_is_no_bucket" {
  command = plan
  variables {
    storage_bucket = "abfss://lake@acme.dfs.core.windows.net"
  }
  expect_failures = [var.storage_bucket]
}

run "two_accounts_are_refused" {
  command = plan
  variables {
    storage_bucket       = "acmelake"
    storage_account_name = "acmedatalake"
  }
  expect_failures = [var.storage_bucket]
}

run "a_prefix_with_quotes_is_refused" {
  command = plan
  variables {
    storage_prefix = "raw' OR true"
  }
  expect_failures = [var.storage_prefix]
}

run "a_key_by_name_is_refused" {
  command = plan
  variables {
    storage_kms_key_id = "etl-data"
    encryption         = { identity_id = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-etl" }
  }
  expect_failures = [var.storage_kms_key_id]
}

run "a_key_by_address_needs_somebody_who_may_use_it" {
  command = plan
  variables {
    storage_kms_key_id = "https://kv-acme.vault.azure.net/keys/etl"
  }
  expect_failures = [var.storage_kms_key_id]
}

run "an_identity_by_name_is_refused" {
  command = plan
  variables {
    encryption = { identity_id = "id-etl" }
  }
  expect_failures = [var.encryption]
}

run "a_vault_by_address_is_refused" {
  command = plan
  variables {
    encryption = { key_vault_id = "https://kv-acme.vault.azure.net" }
  }
  expect_failures = [var.encryption]
}

run "an_unknown_replication_is_refused" {
  command = plan
  variables {
    storage = { replication = "XRS" }
  }
  expect_failures = [var.storage]
}

run "no_soft_delete_is_refused" {
  command = plan
  variables {
    storage = { soft_delete_days = 0 }
  }
  expect_failures = [var.storage]
}

run "a_subnet_by_name_is_refused" {
  command = plan
  variables {
    networking_subnet_ids = ["etl"]
  }
  expect_failures = [var.networking_subnet_ids]
}

run "half_a_day_of_retention_is_refused" {
  command = plan
  variables {
    retention_days = 0.5
  }
  expect_failures = [var.retention_days]
}

run "versions_that_go_at_once_are_refused" {
  command = plan
  variables {
    lifecycle_rules = { noncurrent_days = 0 }
  }
  expect_failures = [var.lifecycle_rules]
}

run "a_workspace_by_name_is_refused" {
  command = plan
  variables {
    log_analytics_workspace_id = "log-acme"
  }
  expect_failures = [var.log_analytics_workspace_id]
}

run "an_account_by_name_is_refused" {
  command = plan
  variables {
    runtime_service_account = "id-etl"
  }
  expect_failures = [var.runtime_service_account]
}

run "a_budget_of_nothing_is_refused" {
  command = plan
  variables {
    budget = { amount = 0, start_date = "2026-01-01T00:00:00Z", emails = ["ops@acme.example"] }
  }
  expect_failures = [var.budget]
}

run "a_budget_that_begins_in_mid_month_is_refused" {
  command = plan
  variables {
    budget = { amount = 100, start_date = "2026-01-15T00:00:00Z", emails = ["ops@acme.example"] }
  }
  expect_failures = [var.budget]
}

run "a_budget_that_never_tells_is_refused" {
  command = plan
  variables {
    budget = { amount = 100, start_date = "2026-01-01T00:00:00Z", emails = ["ops@acme.example"], thresholds = [] }
  }
  expect_failures = [var.budget]
}

run "a_budget_that_tells_nobody_is_refused" {
  command = plan
  variables {
    budget = { amount = 100, start_date = "2026-01-01T00:00:00Z", emails = [] }
  }
  expect_failures = [var.budget]
}

run "more_tags_than_fit_are_refused" {
  command = plan
  variables {
    tags = { k0 = "v", k1 = "v", k2 = "v", k3 = "v", k4 = "v", k5 = "v", k6 = "v", k7 = "v", k8 = "v", k9 = "v", k10 = "v", k11 = "v", k12 = "v", k13 = "v", k14 = "v", k15 = "v", k16 = "v", k17 = "v", k18 = "v", k19 = "v", k20 = "v", k21 = "v", k22 = "v", k23 = "v", k24 = "v", k25 = "v", k26 = "v", k27 = "v", k28 = "v", k29 = "v", k30 = "v", k31 = "v", k32 = "v", k33 = "v", k34 = "v", k35 = "v", k36 = "v", k37 = "v", k38 = "v", k39 = "v", k40 = "v", k41 = "v", k42 = "v", k43 = "v", k44 = "v", k45 = "v", k46 = "v", k47 = "v" }
  }
  expect_failures = [var.tags]
}

run "a_tag_with_a_slash_is_refused" {
  command = plan
  variables {
    tags = { "team/owner" = "data" }
  }
  expect_failures = [var.tags]
}

run "a_value_that_is_too_long_is_refused" {
  command = plan
  variables {
    tags = { note = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" }
  }
  expect_failures = [var.tags]
}

run "tags_that_differ_only_in_case_are_refused" {
  command = plan
  variables {
    tags = { Team = "a", team = "b" }
  }
  expect_failures = [var.tags]
}

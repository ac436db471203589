# What is made for each runtime, what is only referenced, and who may read what.
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
  job_name       = "salesforce_accounts"
  tenant_id      = "contoso"
  environment    = "prod"
  resource_group = "rg-acme"
  account_id     = "12345678-1234-1234-1234-123456789012"
}

run "what_a_job_must_say_is_enough" {
  command = plan

  assert {
    condition     = length(azurerm_container_app_job.this) == 0 && azurerm_user_assigned_identity.this[0].name == "id-dativo-contoso-prod-salesforce-accounts"
    error_message = "Without an image there is an identity and no Container Apps job."
  }
  expect_failures = [check.image]
}

run "an_image_makes_a_job_in_an_environment_that_stands_already" {
  command = apply
  variables {
    container_image       = "acme.azurecr.io/dativo-ingest:1.4"
    container_registry_id = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.ContainerRegistry/registries/acme"
    runtime_cluster_name  = "cae-acme"
    storage_bucket        = "acmelake"
    storage_prefix        = "raw/salesforce"
    container = {
      secrets = { SALESFORCE_KEY = { vault_id = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.KeyVault/vaults/kv-acme", name = "salesforce" } }
    }
  }

  assert {
    condition     = output.container_apps_job_name == "contoso-prod-salesforce-accounts" && output.cluster_arn == "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.App/managedEnvironments/cae-acme" && length(azurerm_container_app_environment.this) == 0
    error_message = "The job is named after tenant, environment and job, and the environment is referenced."
  }
  assert {
    condition     = azurerm_role_assignment.storage[0].scope == "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.Storage/storageAccounts/acmelake/blobServices/default/containers/data-lake" && strcontains(azurerm_role_assignment.storage[0].condition, "StringStartsWith 'raw/salesforce/'")
    error_message = "The created identity may use files below the prefix only."
  }
  assert {
    condition     = azurerm_role_assignment.secrets["SALESFORCE_KEY"].scope == "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.KeyVault/vaults/kv-acme/secrets/salesforce" && azurerm_role_assignment.registry[0].role_definition_name == "AcrPull"
    error_message = "It may read this secret, and fetch images."
  }
  assert {
    condition     = length(azurerm_container_app_job.this[0].manual_trigger_config) == 1 && length(azurerm_container_app_job.this[0].schedule_trigger_config) == 0
    error_message = "Without a schedule somebody else starts the job."
  }
  assert {
    condition     = output.bucket_name == "acmelake/data-lake" && output.log_retention_days == null
    error_message = "The bucket comes out as account/filesystem."
  }
}

run "without_an_environment_one_is_made_with_its_logs" {
  command = plan
  variables {
    container_image       = "acme.azurecr.io/dativo-ingest:1.4"
    region                = "westeurope"
    networking_subnet_ids = ["/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.Network/virtualNetworks/vnet-acme/subnets/etl"]
    retention_days        = 7
    enable_monitoring     = true
  }

  assert {
    condition     = azurerm_container_app_environment.this[0].internal_load_balancer_enabled && azurerm_container_app_environment.this[0].infrastructure_subnet_id == var.networking_subnet_ids[0]
    error_message = "It has no public address and is in the first subnet."
  }
  assert {
    condition     = azurerm_log_analytics_workspace.this[0].retention_in_days == 30 && output.log_retention_days == 30
    error_message = "Seven days are rounded up to what Log Analytics takes."
  }
  assert {
    condition     = toset(keys(azurerm_monitor_scheduled_query_rules_alert_v2.this)) == toset(["failure", "timeout", "exhaustion"])
    error_message = "Failures, time-outs and exhausted memory are told."
  }
}

run "a_schedule_starts_the_job_unless_it_is_off" {
  command = plan
  variables {
    container_image      = "acme.azurecr.io/dativo-ingest:1.4"
    runtime_cluster_name = "cae-acme"
    command              = ["run", "--config", "/app/jobs/prod/contoso/salesforce_accounts.yaml"]
    schedule             = { cron = "0 3 * * *" }
  }

  assert {
    condition     = azurerm_container_app_job.this[0].schedule_trigger_config[0].cron_expression == "0 3 * * *" && length(azurerm_container_app_job.this[0].manual_trigger_config) == 0
    error_message = "Container Apps starts it."
  }
}

run "an_identity_that_stands_already_is_taken_as_it_is" {
  command = plan
  variables {
    container_image         = "acme.azurecr.io/dativo-ingest:1.4"
    runtime_cluster_name    = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.App/managedEnvironments/cae-contoso"
    runtime_service_account = "id-contoso-etl"
    storage_bucket          = "acmelake/raw"
  }

  assert {
    condition     = length(azurerm_user_assigned_identity.this) + length(azurerm_role_assignment.storage) == 0 && output.task_role_arn == "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-contoso-etl"
    error_message = "It gets no more access than it has."
  }
  assert {
    condition     = output.identity_client_id == "12345678-1234-1234-1234-123456789012"
    error_message = "The job is told its client id."
  }
}

run "a_kubernetes_account_may_act_as_the_created_identity" {
  command = plan
  variables {
    runtime_type            = "kubernetes"
    runtime_cluster_name    = "dativo-prod-aks"
    runtime_namespace       = "data-engineering"
    runtime_service_account = "dativo-etl-sa"
    kubernetes              = { oidc_issuer_url = "https://westeurope.oic.prod-aks.azure.com/a/b/" }
    storage_bucket          = "acmelake/raw"
  }

  assert {
    condition     = azurerm_federated_identity_credential.this[0].subject == "system:serviceaccount:data-engineering:dativo-etl-sa"
    error_message = "A federated credential binds the two."
  }
  assert {
    condition     = length(azurerm_container_app_job.this) == 0 && length(azurerm_role_assignment.storage) == 1 && output.cluster_arn == "dativo-prod-aks"
    error_message = "The cluster runs the job; only identity and access are made."
  }
}

run "a_long_name_is_cut_and_stays_apart" {
  command = plan
  variables {
    job_name             = "salesforce_opportunities"
    container_image      = "acme.azurecr.io/dativo-ingest:1.4"
    runtime_cluster_name = "cae-acme"
  }

  assert {
    condition     = can(regex("^contoso-prod-salesforce-o[a-z-]*-[0-9a-f]{6}$", azurerm_container_app_job.this[0].name)) && length(azurerm_container_app_job.this[0].name) <= 32
    error_message = "A Container Apps job's name has 32 characters at most, and a hash where it was cut."
  }
}

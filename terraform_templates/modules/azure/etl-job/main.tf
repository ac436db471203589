check "image" {
  assert {
    condition     = var.runtime_type != "container_apps" || var.container_image != null
    error_message = "container_image is not set, so there is no Container Apps job. Write the image, as in acme.azurecr.io/dativo-ingest:1.4."
  }
}

resource "azurerm_container_app_job" "this" {
  count = local.container_app ? 1 : 0

  name                         = local.job
  resource_group_name          = local.group
  location                     = local.region
  container_app_environment_id = local.environment_id
  workload_profile_name        = local.profile
  replica_timeout_in_seconds   = var.compute_max_runtime_seconds
  replica_retry_limit          = var.max_retries
  tags                         = local.tags

  dynamic "schedule_trigger_config" {
    for_each = local.scheduled ? [var.schedule.cron] : []

    content {
      cron_expression          = schedule_trigger_config.value
      parallelism              = 1
      replica_completion_count = 1
    }
  }

  dynamic "manual_trigger_config" {
    for_each = local.scheduled ? [] : ["started by somebody else"]

    content {
      parallelism              = 1
      replica_completion_count = 1
    }
  }

  identity {
    type         = "UserAssigned"
    identity_ids = [local.identity_id]
  }

  dynamic "registry" {
    for_each = var.container_registry_id == null ? [] : [basename(var.container_registry_id)]

    content {
      server   = lower("${registry.value}.azurecr.io")
      identity = local.identity_id
    }
  }

  dynamic "secret" {
    for_each = local.secrets

    content {
      name                = secret.value.name
      key_vault_secret_id = secret.value.url
      identity            = local.identity_id
    }
  }

  template {
    container {
      name    = "dativo"
      image   = var.container_image
      command = var.container.entry_point
      args    = var.command
      cpu     = tonumber(var.compute_cpu)
      memory  = var.compute_memory

      dynamic "env" {
        for_each = local.variables

        content {
          name  = env.key
          value = env.value
        }
      }

      dynamic "env" {
        for_each = local.secrets

        content {
          name        = env.key
          secret_name = env.value.name
        }
      }
    }
  }

  # The first run must find what it may read.
  depends_on = [azurerm_role_assignment.storage, azurerm_role_assignment.secrets, azurerm_role_assignment.registry]
}

locals {
  scheduled = try(var.schedule.enabled, false)
  variables = merge({ TENANT_ID = var.tenant_id, ENVIRONMENT = var.environment, AZURE_CLIENT_ID = local.client_id }, var.container.environment)
  secrets = {
    for key, each in var.container.secrets : key => {
      name = lower(replace(key, "_", "-"))
      url  = "https://${basename(each.vault_id)}.vault.azure.net/secrets/${each.name}"
    }
  }
}

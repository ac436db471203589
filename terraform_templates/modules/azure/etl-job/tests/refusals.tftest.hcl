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
  job_name             = "orders"
  tenant_id            = "acme"
  environment          = "prod"
  region               = "westeurope"
  resource_group       = "rg-acme"
  runtime_cluster_name = "cae-acme"
  container_image      = "acme.azurecr.io/dativo-ingest:1.4"
  command              = ["run", "--config", "/app/jobs/prod/acme/orders.yaml"]
}

run "a_job_with_a_dot_is_refused" {
  command = plan
  variables {
    job_name = "orders.v2"
  }
  expect_failures = [var.job_name]
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

run "another_cloud_is_refused" {
  command = plan
  variables {
    cloud_provider = "aws"
  }
  expect_failures = [var.cloud_provider]
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
    region               = null
    resource_group       = null
    runtime_cluster_name = null
  }
  expect_failures = [var.region]
}

run "an_unknown_runtime_is_refused" {
  command = plan
  variables {
    runtime_type = "ecs"
  }
  expect_failures = [var.runtime_type]
}

run "an_environment_with_a_dot_is_refused" {
  command = plan
  variables {
    runtime_cluster_name = "cae.acme"
  }
  expect_failures = [var.runtime_cluster_name]
}

run "an_environment_by_name_needs_its_group" {
  command = plan
  variables {
    resource_group = null
  }
  expect_failures = [var.runtime_cluster_name]
}

run "an_aws_role_is_refused" {
  command = plan
  variables {
    runtime_service_account = "arn:aws:iam::123456789012:role/etl"
  }
  expect_failures = [var.runtime_service_account]
}

run "an_identity_by_name_needs_its_group" {
  command = plan
  variables {
    runtime_service_account = "id-etl"
    resource_group          = null
    runtime_cluster_name    = null
  }
  expect_failures = [var.runtime_service_account]
}

run "a_third_of_a_cpu_is_refused" {
  command = plan
  variables {
    compute_cpu = "0.33"
  }
  expect_failures = [var.compute_cpu]
}

run "six_cpus_are_refused_without_a_profile" {
  command = plan
  variables {
    compute_cpu    = "6"
    compute_memory = "12Gi"
  }
  expect_failures = [var.compute_cpu]
}

run "memory_in_mebibytes_is_refused" {
  command = plan
  variables {
    compute_memory = "2048Mi"
  }
  expect_failures = [var.compute_memory]
}

run "memory_that_does_not_go_with_the_cpu_is_refused" {
  command = plan
  variables {
    compute_memory = "4Gi"
  }
  expect_failures = [var.compute_memory]
}

run "a_run_of_no_time_is_refused" {
  command = plan
  variables {
    compute_max_runtime_seconds = 0
  }
  expect_failures = [var.compute_max_runtime_seconds]
}

run "a_subnet_by_name_is_refused" {
  command = plan
  variables {
    networking_subnet_ids = ["etl"]
  }
  expect_failures = [var.networking_subnet_ids]
}

run "an_address_is_no_bucket" {
  command = plan
  variables {
    storage_bucket = "abfss://lake@acme.dfs.core.windows.net"
  }
  expect_failures = [var.storage_bucket]
}

run "a_filesystem_alone_needs_its_account" {
  command = plan
  variables {
    storage_bucket = "data-lake"
  }
  expect_failures = [var.storage_bucket]
}

run "a_filesystem_in_capitals_is_refused" {
  command = plan
  variables {
    storage_filesystem = "Lake"
  }
  expect_failures = [var.storage_filesystem]
}

run "an_account_by_name_is_refused" {
  command = plan
  variables {
    storage_account_id = "acmelake"
  }
  expect_failures = [var.storage_account_id]
}

run "a_prefix_with_quotes_is_refused" {
  command = plan
  variables {
    storage_prefix = "raw' OR true"
  }
  expect_failures = [var.storage_prefix]
}

run "no_identity_at_all_is_refused" {
  command = plan
  variables {
    create_identity = false
  }
  expect_failures = [var.create_identity]
}

run "access_needs_the_account_s_group" {
  command = plan
  variables {
    storage_bucket       = "acmelake"
    resource_group       = null
    runtime_cluster_name = null
  }
  expect_failures = [var.create_storage_access]
}

run "a_name_of_33_characters_is_refused" {
  command = plan
  variables {
    name = "acme-prod-orders-acme-prod-orders"
  }
  expect_failures = [var.name]
}

run "a_url_is_no_image" {
  command = plan
  variables {
    container_image = "https://registry.example/dativo:1"
  }
  expect_failures = [var.container_image]
}

run "a_registry_by_address_is_refused" {
  command = plan
  variables {
    container_registry_id = "acme.azurecr.io"
  }
  expect_failures = [var.container_registry_id]
}

run "the_program_is_no_part_of_the_command" {
  command = plan
  variables {
    command = ["dativo", "run"]
  }
  expect_failures = [var.command]
}

run "a_secret_by_address_is_refused" {
  command = plan
  variables {
    container = { secrets = { KEY = { vault_id = "https://kv-acme.vault.azure.net", name = "key" } } }
  }
  expect_failures = [var.container]
}

run "a_variable_with_a_hyphen_is_refused" {
  command = plan
  variables {
    container = { secrets = { "STRIPE-KEY" = { vault_id = "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/rg-acme/providers/Microsoft.KeyVault/vaults/kv-acme", name = "key" } } }
  }
  expect_failures = [var.container]
}

run "a_negative_number_of_retries_is_refused" {
  command = plan
  variables {
    max_retries = -1
  }
  expect_failures = [var.max_retries]
}

run "a_cron_of_six_fields_is_refused" {
  command = plan
  variables {
    schedule = { cron = "0 0 3 * * *" }
  }
  expect_failures = [var.schedule]
}

run "another_timezone_than_utc_is_refused" {
  command = plan
  variables {
    schedule = { cron = "0 3 * * *", timezone = "Europe/Berlin" }
  }
  expect_failures = [var.schedule]
}

run "a_schedule_is_refused_where_an_orchestrator_has_its_own" {
  command = plan
  variables {
    runtime_type = "airflow"
    schedule     = { cron = "0 3 * * *" }
  }
  expect_failures = [var.schedule]
}

run "a_schedule_without_a_command_is_refused" {
  command = plan
  variables {
    command  = null
    schedule = { cron = "0 3 * * *" }
  }
  expect_failures = [var.schedule]
}

run "a_workspace_by_name_is_refused" {
  command = plan
  variables {
    log_analytics_workspace_id = "log-acme"
  }
  expect_failures = [var.log_analytics_workspace_id]
}

run "logs_for_three_years_are_refused" {
  command = plan
  variables {
    retention_days = 1095
  }
  expect_failures = [var.retention_days]
}

run "an_issuer_without_https_is_refused" {
  command = plan
  variables {
    runtime_namespace       = "etl"
    runtime_service_account = "dativo"
    runtime_type            = "kubernetes"
    kubernetes              = { oidc_issuer_url = "oidc.example" }
  }
  expect_failures = [var.kubernetes]
}

run "an_issuer_without_an_account_is_refused" {
  command = plan
  variables {
    runtime_type = "kubernetes"
    kubernetes   = { oidc_issuer_url = "https://oidc.example/" }
  }
  expect_failures = [var.kubernetes]
}

run "alerts_need_the_workspace_of_an_environment_that_stood_already" {
  command = plan
  variables {
    enable_monitoring = true
  }
  expect_failures = [var.enable_monitoring]
}

run "an_e_mail_is_no_action_group" {
  command = plan
  variables {
    alerts            = { action_group_ids = ["ops@acme.example"] }
    enable_monitoring = false
  }
  expect_failures = [var.alerts]
}

run "an_unknown_severity_is_refused" {
  command = plan
  variables {
    alerts = { severity = 5 }
  }
  expect_failures = [var.alerts]
}

run "a_job_without_an_image_is_told_of" {
  command = plan
  variables {
    container_image = null
  }
  expect_failures = [check.image]
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

run "a_schedule_in_minute_61_is_refused" {
  command = plan

  variables {
    command  = ["run"]
    schedule = { cron = "61 2 * * *" }
  }

  expect_failures = [var.schedule]
}

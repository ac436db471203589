locals {
  makes_environment = local.container_app && var.runtime_cluster_name == null
  by_id             = startswith(coalesce(var.runtime_cluster_name, "-"), "/")
  named_environment = local.by_id ? var.runtime_cluster_name : "${local.group_id}/providers/Microsoft.App/managedEnvironments/${coalesce(var.runtime_cluster_name, "-")}"
  environment_id    = local.makes_environment ? one(azurerm_container_app_environment.this[*].id) : local.named_environment

  # An environment that is created here has that profile; one that stands already may be of the kind without any.
  profile = var.workload_profile_name != null ? var.workload_profile_name : local.makes_environment ? "Consumption" : null

  makes_workspace = local.makes_environment && var.log_analytics_workspace_id == null
  workspace_id    = local.makes_workspace ? one(azurerm_log_analytics_workspace.this[*].id) : var.log_analytics_workspace_id
  log_days        = max(30, var.retention_days)
}

resource "azurerm_log_analytics_workspace" "this" {
  count = local.makes_workspace ? 1 : 0

  name                = "log-dativo-${local.name}"
  resource_group_name = local.group
  location            = local.region
  sku                 = "PerGB2018"
  retention_in_days   = local.log_days
  tags                = local.tags
}

resource "azurerm_container_app_environment" "this" {
  count = local.makes_environment ? 1 : 0

  name                               = local.job
  resource_group_name                = local.group
  location                           = local.region
  logs_destination                   = "log-analytics"
  log_analytics_workspace_id         = local.workspace_id
  infrastructure_subnet_id           = try(var.networking_subnet_ids[0], null)
  internal_load_balancer_enabled     = length(var.networking_subnet_ids) > 0 ? var.networking_private_networking : null
  infrastructure_resource_group_name = "rg-dativo-${local.name}-infra" # else Azure makes one up, and each plan wants to undo it
  tags                               = local.tags

  workload_profile {
    name                  = "Consumption"
    workload_profile_type = "Consumption"
  }
}

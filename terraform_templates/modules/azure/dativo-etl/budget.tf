resource "azurerm_consumption_budget_resource_group" "this" {
  count = var.budget == null ? 0 : 1

  name              = "dativo-${substr(local.name, 0, 50)}"
  resource_group_id = local.makes_group ? azurerm_resource_group.this[0].id : local.group_id
  amount            = var.budget.amount
  time_grain        = "Monthly"

  time_period {
    start_date = var.budget.start_date
  }

  # Others may be in the same group.
  filter {
    tag {
      name   = local.tenant_tag
      values = [local.tags[local.tenant_tag]]
    }
  }

  dynamic "notification" {
    for_each = toset([for percent in var.budget.thresholds : tostring(percent)])

    content {
      operator       = "GreaterThanOrEqualTo"
      threshold      = tonumber(notification.value)
      threshold_type = "Actual"
      contact_emails = var.budget.emails
      contact_groups = var.budget.action_group_ids
    }
  }
}

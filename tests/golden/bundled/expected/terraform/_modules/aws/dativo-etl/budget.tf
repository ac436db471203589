# Made by dativo-gen: its module aws/dativo-etl. Do not edit; `dativo-gen modules vendor aws/dativo-etl` copies it for you.

resource "aws_budgets_budget" "this" {
  count = var.budget == null ? 0 : 1

  name         = local.name
  budget_type  = "COST"
  limit_amount = tostring(var.budget.amount)
  limit_unit   = var.budget.currency
  time_unit    = "MONTHLY"
  tags         = local.tags

  cost_filter {
    name   = "TagKeyValue"
    values = [format("user:%s$%s", var.budget.tag_key, lookup(local.tags, var.budget.tag_key, var.tenant_id))]
  }

  dynamic "notification" {
    for_each = toset([for percent in var.budget.thresholds : tostring(percent)])

    content {
      comparison_operator        = "GREATER_THAN"
      notification_type          = "ACTUAL"
      threshold                  = tonumber(notification.value)
      threshold_type             = "PERCENTAGE"
      subscriber_email_addresses = var.budget.emails
      subscriber_sns_topic_arns  = var.budget.topic_arns
    }
  }
}

# A budget wants the project's number.
data "google_project" "this" {
  count = var.budget == null ? 0 : 1

  project_id = var.project_id
}

resource "google_billing_budget" "this" {
  count = var.budget == null ? 0 : 1

  billing_account = var.budget.billing_account
  display_name    = "Dativo ${local.scope}"

  budget_filter {
    projects = ["projects/${data.google_project.this[0].number}"]
    labels   = { (local.tenant_label) = local.labels[local.tenant_label] }
  }

  amount {
    specified_amount {
      currency_code = var.budget.currency
      units         = tostring(var.budget.amount)
    }
  }

  dynamic "threshold_rules" {
    for_each = toset(var.budget.thresholds)

    content {
      threshold_percent = threshold_rules.value / 100
    }
  }

  dynamic "all_updates_rule" {
    for_each = length(var.budget.notification_channels) > 0 || var.budget.pubsub_topic != null ? [var.budget] : []

    content {
      monitoring_notification_channels = all_updates_rule.value.notification_channels
      pubsub_topic                     = all_updates_rule.value.pubsub_topic
    }
  }
}

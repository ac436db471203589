locals {
  monitored = local.container_app && coalesce(var.enable_monitoring, length(var.alerts.action_group_ids) > 0)

  # What the platform itself logs of a job, in the table of either way to send logs to a workspace.
  events = <<-EOT
    union isfuzzy=true
      (ContainerAppSystemLogs_CL | project TimeGenerated, Job = JobName_s, Reason = Reason_s, Message = Log_s),
      (ContainerAppSystemLogs | project TimeGenerated, Job = JobName, Reason, Message = Log)
    | where Job == "${local.job}"
  EOT
  kinds = {
    failure    = { title = "failed", query = "| where Reason == \"BackoffLimitExceeded\" or (Message has \"exit code\" and Message !has \"exit code '0'\")" }
    timeout    = { title = "timed out", query = "| where Reason == \"DeadlineExceeded\"" }
    exhaustion = { title = "ran out of memory", query = "| where Reason == \"OOMKilled\" or Message has \"OOMKilled\" or Message has \"exit code '137'\"" }
  }
}

resource "azurerm_monitor_scheduled_query_rules_alert_v2" "this" {
  for_each = local.monitored ? local.kinds : {}

  name                    = "dativo-${local.name}-${each.key}"
  resource_group_name     = local.group
  location                = local.region
  description             = "Job ${var.job_name} of ${var.tenant_id} in ${var.environment} ${each.value.title}"
  scopes                  = [local.workspace_id]
  severity                = var.alerts.severity
  evaluation_frequency    = "PT5M"
  window_duration         = "PT5M"
  auto_mitigation_enabled = false
  skip_query_validation   = true # the tables are not there before the first run
  tags                    = local.tags

  criteria {
    query                   = "${local.events}${each.value.query}"
    time_aggregation_method = "Count"
    operator                = "GreaterThan"
    threshold               = 0
  }

  dynamic "action" {
    for_each = length(var.alerts.action_group_ids) > 0 ? [var.alerts.action_group_ids] : []

    content {
      action_groups = action.value
    }
  }
}

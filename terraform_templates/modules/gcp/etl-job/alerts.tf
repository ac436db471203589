locals {
  monitored  = local.cloud_run && coalesce(var.enable_monitoring, length(var.alerts.notification_channels) > 0)
  job_metric = "resource.type = \"cloud_run_job\" AND resource.labels.job_name = \"${local.name}\" AND resource.labels.location = \"${coalesce(local.region, "none")}\""

  # `log` is a query of Logging; `metric` is one of Monitoring, which alerts above `above`.
  kinds = {
    failure = {
      title   = "failed"
      log     = null
      metric  = "${local.job_metric} AND metric.type = \"run.googleapis.com/job/completed_execution_count\" AND metric.labels.result = \"failed\""
      above   = 0
      aligner = "ALIGN_DELTA"
    }
    timeout = {
      title   = "timed out"
      log     = "${local.logs_of_the_job} AND textPayload:\"reached the maximum timeout\""
      metric  = null
      above   = 0
      aligner = null
    }
    exhaustion = {
      title   = "is running out of memory"
      log     = null
      metric  = "${local.job_metric} AND metric.type = \"run.googleapis.com/container/memory/utilizations\""
      above   = var.alerts.memory_percent / 100
      aligner = "ALIGN_PERCENTILE_99"
    }
  }
  wanted_alerts = { for key, each in local.kinds : key => each if local.monitored }
}

resource "google_monitoring_alert_policy" "this" {
  for_each = local.wanted_alerts

  project               = local.project
  display_name          = "${local.name} ${each.value.title}"
  combiner              = "OR"
  severity              = each.key == "exhaustion" ? "WARNING" : "ERROR"
  notification_channels = var.alerts.notification_channels
  user_labels           = local.labels

  conditions {
    display_name = "Job ${var.job_name} of ${var.tenant_id} in ${var.environment} ${each.value.title}"

    dynamic "condition_threshold" {
      for_each = each.value.metric == null ? [] : [each.value]

      content {
        filter          = condition_threshold.value.metric
        comparison      = "COMPARISON_GT"
        threshold_value = condition_threshold.value.above
        duration        = "0s"

        aggregations {
          alignment_period   = "300s"
          per_series_aligner = condition_threshold.value.aligner
        }
      }
    }

    dynamic "condition_matched_log" {
      for_each = each.value.log == null ? [] : [each.value.log]

      content {
        filter = condition_matched_log.value
      }
    }
  }

  # An alert on log entries must say how often it may speak.
  dynamic "alert_strategy" {
    for_each = each.value.log == null ? [] : [each.value.log]

    content {
      auto_close = "86400s"

      notification_rate_limit {
        period = "300s"
      }
    }
  }

  depends_on = [google_cloud_run_v2_job.this]
}

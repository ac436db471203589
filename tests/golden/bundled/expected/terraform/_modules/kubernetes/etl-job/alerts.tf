# Made by dativo-gen: its module kubernetes/etl-job. Do not edit; `dativo-gen modules vendor kubernetes/etl-job` copies it for you.

locals {
  # Names of runs: the CronJob's with the minute or second it began. Pods end in five more characters.
  run = "${local.name}-[0-9]+"
  of  = "namespace=\"${local.wanted_namespace}\", job_name=~\"${local.run}\""
  pod = "namespace=\"${local.wanted_namespace}\", pod=~\"${local.run}-[a-z0-9]{5}\""

  # Kubernetes keeps a failed run for days; an alert is over a day after the run had to end.
  seconds    = var.compute_max_runtime_seconds + 86400
  recent_run = "and on (namespace, job_name) time() - kube_job_status_start_time{${local.of}} < ${local.seconds}"
  recent_pod = "and on (namespace, pod) time() - kube_pod_start_time{${local.pod}} < ${local.seconds}"

  timed_out = "kube_job_status_failed{${local.of}, reason=\"DeadlineExceeded\"} > 0"
  rules = {
    DativoJobFailed = {
      summary = "A run of ${local.name} failed"
      delay   = "0m"
      expr    = "(kube_job_failed{${local.of}, condition=\"true\"} == 1 unless on (namespace, job_name) ${local.timed_out}) ${local.recent_run}"
    }
    DativoJobTimedOut = {
      summary = "A run of ${local.name} was stopped after ${var.compute_max_runtime_seconds} seconds"
      delay   = "0m"
      expr    = "${local.timed_out} ${local.recent_run}"
    }
    DativoJobOutOfMemory = {
      summary = "A run of ${local.name} needed more memory than ${local.limits.memory}"
      delay   = "0m"
      expr    = "kube_pod_container_status_terminated_reason{${local.pod}, reason=\"OOMKilled\"} == 1 ${local.recent_pod}"
    }
    DativoJobWaiting = {
      summary = "A run of ${local.name} finds no room in the cluster"
      delay   = "${var.alerts.pending_minutes}m"
      expr    = "kube_pod_status_phase{${local.pod}, phase=\"Pending\"} == 1"
    }
  }
}

# Rules for the metrics of kube-state-metrics, in the form of a rule file of Prometheus.
resource "kubernetes_config_map_v1" "rules" {
  count = var.enable_monitoring && local.makes_cron_job ? 1 : 0

  metadata {
    name        = "${local.name}-alerts"
    namespace   = coalesce(var.alerts.namespace, local.namespace)
    labels      = merge(local.labels, var.alerts.config_map_labels)
    annotations = local.annotations
  }

  data = {
    "${local.name}.yaml" = yamlencode({
      groups = [{
        name = local.name
        rules = [for name, rule in local.rules : {
          alert = name
          expr  = rule.expr
          "for" = rule.delay
          labels = merge(
            { tenant_id = var.tenant_id, environment = var.environment, dativo_job = var.job_name },
            var.alerts.labels,
          )
          annotations = { summary = rule.summary }
        }]
      }]
    })
  }
}

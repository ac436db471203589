# Made by dativo-gen: its module aws/etl-job. Do not edit; `dativo-gen modules vendor aws/etl-job` copies it for you.

locals {
  # The task of another runtime is no ECS task, so there is nothing here to watch.
  monitored    = local.on_ecs && coalesce(var.enable_monitoring, var.alerts.topic_arn != null)
  create_topic = local.monitored && var.alerts.topic_arn == null
  topic_arn    = local.create_topic ? one(aws_sns_topic.this[*].arn) : var.alerts.topic_arn

  out_of_memory = [{ prefix = "OutOfMemory" }]
  # 124: `timeout` ended the run. 1: some of the load was written.
  not_failed = var.alerts.on_partial ? [0, 124] : [0, 1, 124]
  alert_kinds = {
    failure = {
      says = "failed"
      detail = {
        "$or" = [
          { containers = { exitCode = [{ anything-but = local.not_failed }] } },
          { stopCode = ["TaskFailedToStart"] },
        ]
      }
    }
    timeout = {
      says   = "ran longer than it may"
      detail = { containers = { exitCode = [124] } }
    }
    exhaustion = {
      says   = "ran out of memory"
      detail = { containers = { reason = local.out_of_memory } }
    }
  }
  families = "arn:${local.partition}:ecs:${local.in_account}:task-definition/${local.name}:"
}

resource "aws_cloudwatch_event_rule" "this" {
  for_each = { for kind, alert in local.alert_kinds : kind => alert if local.monitored }

  name        = "${local.name}-${each.key}"
  description = "The job ${var.job_name} of ${var.tenant_id} ${each.value.says}"
  tags        = local.tags

  event_pattern = jsonencode({
    source      = ["aws.ecs"]
    detail-type = ["ECS Task State Change"]
    detail = merge(each.value.detail, {
      lastStatus        = ["STOPPED"]
      taskDefinitionArn = [{ prefix = local.families }]
    })
  })
}

resource "aws_cloudwatch_event_target" "this" {
  for_each = aws_cloudwatch_event_rule.this

  rule      = each.value.name
  target_id = "topic"
  arn       = local.topic_arn

  input_transformer {
    input_paths = {
      task   = "$.detail.taskArn"
      reason = "$.detail.stoppedReason"
    }
    input_template = "\"${var.tenant_id}/${var.environment}/${var.job_name} ${local.alert_kinds[each.key].says}: <reason> (<task>, logs in ${local.log_group})\""
  }
}

resource "aws_cloudwatch_metric_alarm" "memory" {
  count = local.monitored && var.alerts.memory_percent != null && local.cluster_name != null ? 1 : 0

  alarm_name          = "${local.name}-memory"
  alarm_description   = "The job ${var.job_name} of ${var.tenant_id} is about to run out of memory"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 1
  threshold           = var.alerts.memory_percent
  treat_missing_data  = "notBreaching"
  alarm_actions       = [local.topic_arn]
  tags                = local.tags

  metric_query {
    id          = "percent"
    expression  = "100 * used / reserved"
    label       = "Memory in use, percent"
    return_data = true
  }

  dynamic "metric_query" {
    for_each = { used = "MemoryUtilized", reserved = "MemoryReserved" }

    content {
      id = metric_query.key

      metric {
        namespace   = "ECS/ContainerInsights"
        metric_name = metric_query.value
        period      = 60
        stat        = "Maximum"
        dimensions = {
          ClusterName          = local.cluster_name
          TaskDefinitionFamily = local.name
        }
      }
    }
  }
}

resource "aws_sns_topic" "this" {
  # checkov:skip=CKV_AWS_26: EventBridge cannot use SNS's own key, so the topic is encrypted only by alerts.kms_key_arn
  count = local.create_topic ? 1 : 0

  name              = "${local.name}-alerts"
  kms_master_key_id = var.alerts.kms_key_arn
  tags              = local.tags
}

resource "aws_sns_topic_policy" "this" {
  count = local.create_topic ? 1 : 0

  arn    = aws_sns_topic.this[0].arn
  policy = data.aws_iam_policy_document.topic[0].json
}

data "aws_iam_policy_document" "topic" {
  count = local.create_topic ? 1 : 0

  statement {
    sid       = "Events"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.this[0].arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [for rule in aws_cloudwatch_event_rule.this : rule.arn]
    }
  }

  statement {
    sid       = "Alarms"
    actions   = ["sns:Publish"]
    resources = [aws_sns_topic.this[0].arn]

    principals {
      type        = "Service"
      identifiers = ["cloudwatch.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

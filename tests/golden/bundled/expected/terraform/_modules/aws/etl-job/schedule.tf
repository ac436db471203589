# Made by dativo-gen: its module aws/etl-job. Do not edit; `dativo-gen modules vendor aws/etl-job` copies it for you.

locals {
  scheduled = local.create_task && var.schedule != null

  # Five fields become EventBridge's six: exactly one of the two kinds of day is `?`, days of the week count from
  # Sunday = 1 there and so go by name, `*/15` is `0/15`, and every year is meant.
  # docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
  cron_text = trimspace(try(var.schedule.cron, "* * * * *"))
  is_native = can(regex("^(cron|rate|at)[(]", local.cron_text))
  fields    = local.is_native ? ["*", "*", "*", "*", "*"] : regexall("[^[:space:]]+", local.cron_text)

  week_days   = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]
  week_ranges = [for part in split(",", local.fields[4]) : split("-", part)]
  week = local.fields[4] == "*" ? "?" : join(",", distinct(flatten([
    for range in local.week_ranges :
    try(slice(local.week_days, tonumber(range[0]), tonumber(reverse(range)[0]) + 1), upper(join("-", range)))
  ])))

  schedule_expression = local.is_native ? local.cron_text : format("cron(%s %s %s %s %s *)",
    replace(local.fields[0], "/^[*]\\//", "0/"),
    replace(local.fields[1], "/^[*]\\//", "0/"),
    local.week == "?" ? replace(local.fields[2], "/^[*]\\//", "1/") : "?",
    replace(local.fields[3], "/^[*]\\//", "1/"),
    local.week,
  )
}

resource "aws_scheduler_schedule_group" "this" {
  count = local.scheduled ? 1 : 0

  name = local.name
  tags = local.tags
}

resource "aws_scheduler_schedule" "this" {
  # checkov:skip=CKV_AWS_297: a schedule holds a command and no data; EventBridge encrypts it with a key of its own
  count = local.scheduled ? 1 : 0

  name                         = var.job_name
  group_name                   = aws_scheduler_schedule_group.this[0].name
  description                  = "Starts ${var.job_name} of ${var.tenant_id} in ${var.environment}"
  schedule_expression          = local.schedule_expression
  schedule_expression_timezone = var.schedule.timezone
  state                        = var.schedule.enabled ? "ENABLED" : "DISABLED"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = local.cluster_arn
    role_arn = aws_iam_role.scheduler[0].arn

    ecs_parameters {
      task_definition_arn     = aws_ecs_task_definition.this[0].arn
      launch_type             = "FARGATE"
      task_count              = 1
      enable_ecs_managed_tags = true
      propagate_tags          = "TASK_DEFINITION"

      network_configuration {
        subnets          = var.networking_subnet_ids
        security_groups  = local.security_group_ids
        assign_public_ip = !var.networking_private_networking
      }
    }

    retry_policy {
      maximum_retry_attempts = var.schedule.retries
    }

    dynamic "dead_letter_config" {
      for_each = var.schedule.dead_letter_arn == null ? [] : [var.schedule.dead_letter_arn]

      content {
        arn = dead_letter_config.value
      }
    }
  }

  depends_on = [aws_iam_role_policy.scheduler]
}

resource "aws_iam_role" "scheduler" {
  count = local.scheduled ? 1 : 0

  name                 = "${local.name}-scheduler"
  description          = "Starts the task of ${var.job_name} by its schedule"
  assume_role_policy   = data.aws_iam_policy_document.scheduler_trust.json
  permissions_boundary = var.permissions_boundary_arn
  tags                 = local.tags
}

resource "aws_iam_role_policy" "scheduler" {
  count = local.scheduled ? 1 : 0

  name   = "start-task"
  role   = aws_iam_role.scheduler[0].id
  policy = data.aws_iam_policy_document.scheduler[0].json
}

data "aws_iam_policy_document" "scheduler_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["scheduler.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

data "aws_iam_policy_document" "scheduler" {
  count = local.scheduled ? 1 : 0

  statement {
    sid       = "StartTask"
    actions   = ["ecs:RunTask"]
    resources = ["arn:${local.partition}:ecs:${local.in_account}:task-definition/${local.name}:*"]

    condition {
      test     = "ArnEquals"
      variable = "ecs:cluster"
      values   = [local.cluster_arn]
    }
  }

  statement {
    sid       = "TagTask"
    actions   = ["ecs:TagResource"]
    resources = ["arn:${local.partition}:ecs:${local.in_account}:task/${local.cluster_name}/*"]

    condition {
      test     = "StringEquals"
      variable = "ecs:CreateAction"
      values   = ["RunTask"]
    }
  }

  statement {
    sid       = "HandOverRoles"
    actions   = ["iam:PassRole"]
    resources = compact([local.task_role_arn, local.execution_role_arn])

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }

  dynamic "statement" {
    for_each = var.schedule.dead_letter_arn == null ? [] : [var.schedule.dead_letter_arn]

    content {
      sid       = "TellOfFailedStarts"
      actions   = ["sqs:SendMessage"]
      resources = [statement.value]
    }
  }
}

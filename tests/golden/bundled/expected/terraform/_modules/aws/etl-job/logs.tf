# Made by dativo-gen: its module aws/etl-job. Do not edit; `dativo-gen modules vendor aws/etl-job` copies it for you.

locals {
  log_days = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]
  # 0 keeps logs for ever
  log_retention_days = try([for days in local.log_days : days if days >= var.retention_days][0], 0)

  create_log_group = var.logs.group_name == null
  log_group        = coalesce(var.logs.group_name, "/dativo/${var.tenant_id}/${var.environment}/${var.job_name}")
  log_group_arn    = "arn:${local.partition}:logs:${local.in_account}:log-group:${local.log_group}"
}

resource "aws_cloudwatch_log_group" "this" {
  # checkov:skip=CKV_AWS_158: encrypted by logs.kms_key_arn where it is given, by CloudWatch's own key otherwise
  # checkov:skip=CKV_AWS_338: the owner decides how long logs are kept; the default is a year
  count = local.create_log_group ? 1 : 0

  name              = local.log_group
  retention_in_days = local.log_retention_days
  kms_key_id        = var.logs.kms_key_arn
  tags              = local.tags
}

# Made by dativo-gen: its module aws/etl-job. Do not edit; `dativo-gen modules vendor aws/etl-job` copies it for you.

locals {
  is_role_arn   = startswith(coalesce(var.runtime_service_account, "none"), "arn:")
  is_role_given = var.runtime_service_account != null && (local.is_role_arn || !local.on_kubernetes)
  given_role_arn = (
    local.is_role_arn
    ? var.runtime_service_account
    : "arn:${local.partition}:iam::${local.account_id}:role/${coalesce(var.runtime_service_account, "none")}"
  )
  # A role for a service account that nobody names would be of no use.
  create_role   = var.create_role && !local.is_role_given && !(local.on_kubernetes && var.runtime_service_account == null)
  task_role_arn = local.is_role_given ? local.given_role_arn : one(aws_iam_role.task[*].arn)

  has_access = local.has_bucket || length(var.catalog.databases) > 0
}

resource "aws_iam_role" "task" {
  count = local.create_role ? 1 : 0

  name                 = "${local.name}-task"
  description          = "What the job ${var.job_name} of ${var.tenant_id} may do in ${var.environment}"
  assume_role_policy   = local.on_kubernetes ? data.aws_iam_policy_document.kubernetes_trust[0].json : data.aws_iam_policy_document.ecs_trust.json
  permissions_boundary = var.permissions_boundary_arn
  tags                 = local.tags
}

resource "aws_iam_role_policy" "task" {
  count = local.create_role && local.has_access ? 1 : 0

  name   = "data"
  role   = aws_iam_role.task[0].id
  policy = data.aws_iam_policy_document.data[0].json
}

data "aws_iam_policy_document" "ecs_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

data "aws_iam_policy_document" "data" {
  count = local.has_access ? 1 : 0

  dynamic "statement" {
    for_each = local.has_bucket ? [local.bucket_arn] : []

    content {
      sid       = "FindBucket"
      actions   = ["s3:GetBucketLocation"]
      resources = [statement.value]
    }
  }

  dynamic "statement" {
    for_each = local.has_bucket ? [local.bucket_arn] : []

    content {
      sid       = "ListOwnPart"
      actions   = ["s3:ListBucket", "s3:ListBucketMultipartUploads"]
      resources = [statement.value]

      dynamic "condition" {
        for_each = local.prefix == "" ? [] : [local.prefix]

        content {
          test     = "StringLike"
          variable = "s3:prefix"
          values   = [condition.value, "${condition.value}/*"]
        }
      }
    }
  }

  dynamic "statement" {
    for_each = local.has_bucket ? [local.objects_arn] : []

    content {
      sid = "UseOwnPart"
      actions = [
        "s3:AbortMultipartUpload",
        "s3:DeleteObject",
        "s3:GetObject",
        "s3:ListMultipartUploadParts",
        "s3:PutObject",
      ]
      resources = [statement.value]
    }
  }

  dynamic "statement" {
    for_each = local.has_bucket && local.has_key ? [local.key_arn] : []

    content {
      sid       = "UseKeyThroughS3"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = [statement.value]

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["s3.${local.region}.${local.dns_suffix}"]
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.catalog.databases) > 0 ? [var.catalog.databases] : []

    content {
      sid = "UseCatalog"
      actions = [
        "glue:CreateTable",
        "glue:DeleteTable",
        "glue:GetDatabase",
        "glue:GetTable",
        "glue:GetTables",
        "glue:UpdateTable",
      ]
      resources = concat(
        ["${local.catalog_arn}:catalog"],
        [for name in statement.value : "${local.catalog_arn}:database/${name}"],
        [for name in statement.value : "${local.catalog_arn}:table/${name}/*"],
      )
    }
  }
}

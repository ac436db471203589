# Made by dativo-gen: its module aws/dativo-etl. Do not edit; `dativo-gen modules vendor aws/dativo-etl` copies it for you.

resource "aws_iam_role" "this" {
  count = var.create_role ? 1 : 0

  name                 = local.name
  description          = "Runs the jobs of ${var.tenant_id} in ${var.environment}"
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  permissions_boundary = var.permissions_boundary_arn
  tags                 = local.tags
}

resource "aws_iam_role_policy" "this" {
  count = var.create_role ? 1 : 0

  name   = "data"
  role   = aws_iam_role.this[0].id
  policy = data.aws_iam_policy_document.data.json
}

data "aws_iam_policy_document" "trust" {
  dynamic "statement" {
    for_each = length(var.trust.services) > 0 ? [var.trust.services] : []

    content {
      sid     = "Services"
      actions = ["sts:AssumeRole"]

      principals {
        type        = "Service"
        identifiers = statement.value
      }

      condition {
        test     = "StringEquals"
        variable = "aws:SourceAccount"
        values   = [data.aws_caller_identity.this.account_id]
      }
    }
  }

  dynamic "statement" {
    for_each = length(var.trust.principal_arns) > 0 ? [var.trust.principal_arns] : []

    content {
      sid     = "Principals"
      actions = ["sts:AssumeRole"]

      principals {
        type        = "AWS"
        identifiers = statement.value
      }
    }
  }
}

data "aws_iam_policy_document" "data" {
  statement {
    sid       = "FindBucket"
    actions   = ["s3:GetBucketLocation"]
    resources = [local.bucket_arn]
  }

  statement {
    sid       = "ListOwnPart"
    actions   = ["s3:ListBucket", "s3:ListBucketMultipartUploads"]
    resources = [local.bucket_arn]

    dynamic "condition" {
      for_each = local.prefix == "" ? [] : [local.prefix]

      content {
        test     = "StringLike"
        variable = "s3:prefix"
        values   = [condition.value, "${condition.value}/*"]
      }
    }
  }

  statement {
    sid = "UseOwnPart"
    actions = [
      "s3:AbortMultipartUpload",
      "s3:DeleteObject",
      "s3:GetObject",
      "s3:ListMultipartUploadParts",
      "s3:PutObject",
    ]
    resources = [local.objects_arn]
  }

  statement {
    sid = "UseCatalog"
    actions = [
      "glue:CreateTable",
      "glue:DeleteTable",
      "glue:GetDatabase",
      "glue:GetTable",
      "glue:GetTables",
      "glue:UpdateTable",
    ]
    resources = [
      "${local.catalog_arn}:catalog",
      "${local.catalog_arn}:database/${local.database}",
      "${local.catalog_arn}:table/${local.database}/*",
    ]
  }

  dynamic "statement" {
    for_each = local.has_key ? [local.key_arn] : []

    content {
      sid       = "UseKeyThroughS3"
      actions   = ["kms:Decrypt", "kms:GenerateDataKey"]
      resources = [statement.value]

      condition {
        test     = "StringEquals"
        variable = "kms:ViaService"
        values   = ["s3.${data.aws_region.this.id}.${data.aws_partition.this.dns_suffix}"]
      }
    }
  }
}

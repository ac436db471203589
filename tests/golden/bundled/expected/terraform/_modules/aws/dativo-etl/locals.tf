# Made by dativo-gen: its module aws/dativo-etl. Do not edit; `dativo-gen modules vendor aws/dativo-etl` copies it for you.

locals {
  # IAM takes tag keys that differ only in case for one key, and tags come with the spelling of whoever wrote them.
  spelled = [for key in keys(var.tags) : lower(replace(key, "/[-.:/ ]/", "_"))]
  own_tags = {
    for key, value in { tenant_id = var.tenant_id, environment = var.environment, job_name = var.job_name } :
    key => value if value != null && !contains(local.spelled, key)
  }
  tags = tomap(merge(local.own_tags, var.tags))

  full_name = join("-", compact(["dativo", var.tenant_id, var.environment, var.job_name]))
  # A role's name has at most 64 characters.
  name = length(local.full_name) <= 60 ? local.full_name : "${substr(local.full_name, 0, 51)}-${substr(sha256(local.full_name), 0, 8)}"

  create_bucket = var.create_bucket && var.s3_bucket_name != null
  bucket        = coalesce(var.s3_bucket_name, var.storage_bucket)
  bucket_arn    = "arn:${data.aws_partition.this.partition}:s3:::${local.bucket}"
  prefix        = trim(var.storage_prefix, "/")
  objects_arn   = join("/", compact([local.bucket_arn, local.prefix, "*"]))

  has_key = var.storage_kms_key_id != null
  # A policy names a key by its ARN only.
  find_key = local.has_key && !can(regex("^arn:.*:key/", coalesce(var.storage_kms_key_id, "none")))
  key_arn  = local.find_key ? one(data.aws_kms_key.this[*].arn) : var.storage_kms_key_id

  database = coalesce(
    var.glue_database_name,
    replace(join("_", compact([var.tenant_id, var.environment, var.job_name])), "-", "_"),
  )
  catalog_arn = "arn:${data.aws_partition.this.partition}:glue:${data.aws_region.this.id}:${data.aws_caller_identity.this.account_id}"
}

data "aws_partition" "this" {}

data "aws_region" "this" {}

data "aws_caller_identity" "this" {}

data "aws_kms_key" "this" {
  count = local.find_key ? 1 : 0

  key_id = var.storage_kms_key_id
}

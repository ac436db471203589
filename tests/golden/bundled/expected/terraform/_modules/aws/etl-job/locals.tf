# Made by dativo-gen: its module aws/etl-job. Do not edit; `dativo-gen modules vendor aws/etl-job` copies it for you.

locals {
  # IAM takes tag keys that differ only in case for one key, and tags come with the spelling of whoever wrote them.
  spelled = [for key in keys(var.tags) : lower(replace(key, "/[-.:/ ]/", "_"))]
  own_tags = {
    for key, value in { tenant_id = var.tenant_id, environment = var.environment, job_name = var.job_name } :
    key => value if !contains(local.spelled, key)
  }
  tags = tomap(merge(local.own_tags, var.tags))

  full_name = join("-", ["dativo", var.tenant_id, var.environment, var.job_name])
  # The names of roles, rules and schedules have at most 64 characters, and each adds a word to this.
  name = length(local.full_name) <= 50 ? local.full_name : "${substr(local.full_name, 0, 41)}-${substr(sha256(local.full_name), 0, 8)}"

  partition  = data.aws_partition.this.partition
  dns_suffix = data.aws_partition.this.dns_suffix
  region     = coalesce(var.region, one(data.aws_region.this[*].id))
  account_id = coalesce(var.account_id, one(data.aws_caller_identity.this[*].account_id))
  in_account = "${local.region}:${local.account_id}"

  on_ecs        = var.runtime_type == "ecs"
  on_kubernetes = var.runtime_type == "kubernetes"

  cluster_service = local.on_kubernetes ? "eks" : "ecs"
  cluster_is_arn  = startswith(coalesce(var.runtime_cluster_name, "none"), "arn:")
  cluster_arn = (
    var.runtime_cluster_name == null || local.cluster_is_arn
    ? var.runtime_cluster_name
    : "arn:${local.partition}:${local.cluster_service}:${local.in_account}:cluster/${var.runtime_cluster_name}"
  )
  cluster_name = local.cluster_is_arn ? reverse(split("/", var.runtime_cluster_name))[0] : var.runtime_cluster_name

  has_bucket  = var.storage_bucket != null
  bucket_arn  = "arn:${local.partition}:s3:::${coalesce(var.storage_bucket, "none")}"
  prefix      = trim(var.storage_prefix, "/")
  objects_arn = join("/", compact([local.bucket_arn, local.prefix, "*"]))
  catalog_arn = "arn:${local.partition}:glue:${local.in_account}"

  has_key = var.storage_kms_key_id != null
  # A policy names a key by its ARN only.
  find_key = local.has_key && !can(regex("^arn:.*:key/", coalesce(var.storage_kms_key_id, "none")))
  key_arn  = local.find_key ? one(data.aws_kms_key.this[*].arn) : var.storage_kms_key_id
}

data "aws_partition" "this" {}

data "aws_region" "this" {
  count = var.region == null ? 1 : 0
}

data "aws_caller_identity" "this" {
  count = var.account_id == null ? 1 : 0
}

data "aws_kms_key" "this" {
  count = local.find_key ? 1 : 0

  key_id = var.storage_kms_key_id
}

# Made by dativo-gen: its module aws/dativo-etl. Do not edit; `dativo-gen modules vendor aws/dativo-etl` copies it for you.

resource "aws_glue_catalog_database" "this" {
  count = var.create_glue_database ? 1 : 0

  name         = local.database
  description  = "Tables of ${var.tenant_id} in ${var.environment}"
  location_uri = join("/", compact(["s3:/", local.bucket, local.prefix]))
  tags         = local.tags

  lifecycle {
    prevent_destroy = true
  }
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/edge/strings.yaml

module "strings" {
  source = "../../../../../terraform/modules/echo"

  storage_prefix = var.job_strings.storage_prefix

  by_key      = var.job_strings.by_key
  by_long_key = var.job_strings.by_long_key
  nested      = var.job_strings.nested
  strings     = var.job_strings.strings

  tags = var.job_strings.tags
}

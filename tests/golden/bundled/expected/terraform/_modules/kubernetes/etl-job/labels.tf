# Made by dativo-gen: its module kubernetes/etl-job. Do not edit; `dativo-gen modules vendor kubernetes/etl-job` copies it for you.

locals {
  # What the job is. Its pods are found by the first two, also those that Airflow or Dagster start for it.
  selector = {
    "dativo.io/tenant_id" = trim(var.tenant_id, "_-")
    "dativo.io/job_name"  = trim(var.job_name, "_-")
  }
  identity = merge(local.selector, {
    "app.kubernetes.io/name"       = "dativo"
    "app.kubernetes.io/instance"   = local.name
    "app.kubernetes.io/managed-by" = "terraform"
  })

  # Tags as labels, where no labels are given: a label's key and value have letters, digits, - _ and . in them, at
  # most 63, with a letter or digit at both ends. What is cut keeps a digest, so that two long ones stay apart.
  tags = length(var.labels) > 0 && length(var.annotations) > 0 ? {} : var.tags
  tag_keys = {
    for key, value in local.tags :
    key => trim(replace(replace(key, "@", "_at_"), "/[^A-Za-z0-9_.-]+/", "_"), "_.-")
  }
  tag_values = {
    for key, value in local.tags :
    key => trim(replace(replace(replace(value, "@", "_at_"), "/, */", "."), "/[^A-Za-z0-9_.-]+/", "-"), "_.-")
  }
  label_keys = {
    for key, text in local.tag_keys :
    key => length(text) <= 63 ? text : "${trim(substr(text, 0, 54), "_.-")}-${substr(sha256(key), 0, 8)}"
  }
  label_values = {
    for key, text in local.tag_values :
    key => (
      text == "" ? "x-${substr(sha256(local.tags[key]), 0, 8)}"
      : length(text) <= 63 ? text
      : "${trim(substr(text, 0, 54), "_.-")}-${substr(sha256(local.tags[key]), 0, 8)}"
    )
  }
  tag_labels      = { for key, label in local.label_keys : "dativo.io/${label}" => local.label_values[key] }
  tag_annotations = { for key, label in local.label_keys : "dativo.io/${label}" => local.tags[key] }

  given_labels = length(var.labels) > 0 ? var.labels : local.tag_labels
  # A tag may say it with another word, and spell it Environment: then that stands alone.
  environment_label = (
    contains([for key in keys(local.given_labels) : lower(key)], "dativo.io/environment")
    ? {}
    : { "dativo.io/environment" = trim(var.environment, "_-") }
  )

  labels      = merge(local.environment_label, local.given_labels, local.identity)
  annotations = length(var.annotations) > 0 ? var.annotations : local.tag_annotations
}

# Made by dativo-gen: its module kubernetes/etl-job. Do not edit; `dativo-gen modules vendor kubernetes/etl-job` copies it for you.

locals {
  # Objects are named for tenant, environment and job, so that jobs of several tenants can share a namespace.
  # A CronJob's name has 52 characters at most: what Kubernetes adds for a run must fit into 63.
  parts = [for part in [var.tenant_id, var.environment, var.job_name] : trim(replace(part, "_", "-"), "-")]
  stem  = join("-", local.parts)
  digest = substr(sha256(join("/", [
    var.tenant_id,
    var.environment,
    var.job_name,
  ])), 0, 8)
  name = length(local.stem) <= 52 ? local.stem : "${trimsuffix(substr(local.stem, 0, 43), "-")}-${local.digest}"

  tenant_namespace = (
    length(local.parts[0]) <= 59
    ? "${local.parts[0]}-etl"
    : "${trimsuffix(substr(local.parts[0], 0, 50), "-")}-${substr(sha256(var.tenant_id), 0, 8)}-etl"
  )
  # Through the namespace made here, so that it is there before what goes into it.
  namespace = var.create_namespace ? kubernetes_namespace_v1.this[0].metadata[0].name : local.wanted_namespace

  wanted_namespace = coalesce(var.runtime_namespace, local.tenant_namespace)
}

# Only where project or region are left to the provider.
data "google_client_config" "this" {
  count = var.project_id == null || local.said_region == null ? 1 : 0
}

locals {
  # A label may come spelled with hyphens; then it is the same one.
  spelled    = [for key in keys(var.labels) : replace(key, "-", "_")]
  identity   = { tenant_id = var.tenant_id, environment = var.environment, job_name = var.job_name }
  own_labels = { for key, value in local.identity : key => value if !contains(local.spelled, key) }
  labels     = tomap(merge(local.own_labels, var.labels))

  subnet_region = try(regex("/regions/([^/]+)/", var.networking_subnet_ids[0])[0], null)
  said_region   = var.region != null ? var.region : local.subnet_region
  region        = local.said_region != null ? local.said_region : one(data.google_client_config.this[*].region)
  project       = var.project_id != null ? var.project_id : one(data.google_client_config.this[*].project)

  # A subnet that names no region can only be meant for the job's.
  near_subnets = [for subnet in var.networking_subnet_ids : subnet if can(regex("^[^/]+$|/regions/${local.region}/", subnet))]
  subnet       = try(local.near_subnets[0], null)

  # Cut, and told apart by a hash, where it is too long for a name or has no legal end.
  scope       = "${var.tenant_id}-${var.environment}-${var.job_name}"
  hash        = substr(sha256(local.scope), 0, 6)
  wanted_name = replace(local.scope, "_", "-")
  legal_end   = can(regex("[a-z0-9]$", local.wanted_name))
  made_name   = local.legal_end && length(local.wanted_name) <= 63 ? local.wanted_name : "${trim(substr(local.wanted_name, 0, 56), "-")}-${local.hash}"
  name        = coalesce(var.name, local.made_name)
  # A service account's id has 6 to 30 characters.
  account_id           = local.legal_end && length(local.name) <= 30 && length(local.name) >= 6 ? local.name : "${trim(substr(local.name, 0, 23), "-")}-${local.hash}"
  scheduler_account_id = "${trim(substr(local.name, 0, 17), "-")}-start-${local.hash}"

  prefix    = trim(var.storage_prefix, "/")
  cloud_run = var.runtime_type == "cloud_run" && var.container_image != null

  dagster = { "dativo.io/dagster-code-location" = var.dagster_code_location, "dativo.io/dagster-repository" = var.dagster_repository }

  # https://docs.cloud.google.com/run/docs/configuring/jobs/memory-limits, in MiB
  bounds = {
    "1" = { least = 512, most = 4096 }
    "2" = { least = 512, most = 8192 }
    "4" = { least = 2048, most = 16384 }
    "6" = { least = 4096, most = 24576 }
    "8" = { least = 4096, most = 32768 }
  }
  memory_bounds = lookup(local.bounds, trimsuffix(var.compute_cpu, "000m"), { least = 0, most = 32768 })
  mib           = { Gi = 1024, Mi = 1, Ki = 1 / 1024, G = 1000000000 / 1048576, M = 1000000 / 1048576, k = 1000 / 1048576 }
}

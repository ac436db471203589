# Made by dativo-gen: its module kubernetes/etl-job. Do not edit; `dativo-gen modules vendor kubernetes/etl-job` copies it for you.

# A namespace takes with it all that is in it, other people's too.
resource "kubernetes_namespace_v1" "this" {
  count = var.create_namespace ? 1 : 0

  metadata {
    name        = local.wanted_namespace
    annotations = local.annotations
    labels = merge(local.labels, {
      for mode in ["enforce", "audit", "warn"] : "pod-security.kubernetes.io/${mode}" => "restricted"
    })
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "kubernetes_resource_quota_v1" "this" {
  count = local.with_quota ? 1 : 0

  metadata {
    name        = local.name
    namespace   = local.namespace
    labels      = local.labels
    annotations = local.annotations
  }

  spec {
    hard = {
      "requests.cpu"    = var.resource_quota.requests_cpu
      "requests.memory" = var.resource_quota.requests_memory
      "limits.cpu"      = var.resource_quota.limits_cpu
      "limits.memory"   = var.resource_quota.limits_memory
      "pods"            = tostring(var.resource_quota.pods)
    }
  }

  lifecycle {
    precondition {
      condition = (
        local.amounts.cpu <= local.amounts.requests_cpu && local.amounts.cpu_limit <= local.amounts.limits_cpu
        && local.amounts.memory <= local.amounts.requests_memory && local.amounts.memory_limit <= local.amounts.limits_memory
      )
      error_message = "The job asks for more than resource_quota allows the whole namespace, so it would never start. Write a larger resource_quota, or smaller compute_cpu, compute_memory and compute_limits."
    }
  }
}

# Under a quota, Kubernetes refuses pods that do not say what they need: this says it for them.
resource "kubernetes_limit_range_v1" "this" {
  count = coalesce(var.limit_range.create, var.create_namespace) ? 1 : 0

  metadata {
    name        = local.name
    namespace   = local.namespace
    labels      = local.labels
    annotations = local.annotations
  }

  spec {
    limit {
      type = "Container"
      default_request = {
        cpu    = var.limit_range.request_cpu
        memory = var.limit_range.request_memory
      }
      default = {
        cpu    = var.limit_range.limit_cpu
        memory = var.limit_range.limit_memory
      }
    }
  }
}

locals {
  with_quota = coalesce(var.resource_quota.create, var.create_namespace)
}

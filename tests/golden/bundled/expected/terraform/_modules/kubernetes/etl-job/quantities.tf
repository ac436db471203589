# Made by dativo-gen: its module kubernetes/etl-job. Do not edit; `dativo-gen modules vendor kubernetes/etl-job` copies it for you.

# Kubernetes quantities as numbers, to be compared. Not in the variables' validations: a local that needs a variable
# cannot be in that variable's own (a cycle).
locals {
  bytes = {
    Ki = 1024
    Mi = 1048576
    Gi = 1073741824
    Ti = 1099511627776
    k  = 1000
    M  = 1000000
    G  = 1000000000
    T  = 1000000000000
  }
  limits = {
    cpu    = coalesce(var.compute_limits.cpu, var.compute_cpu)
    memory = coalesce(var.compute_limits.memory, var.compute_memory)
  }
  quantities = {
    cpu             = var.compute_cpu
    cpu_limit       = local.limits.cpu
    memory          = var.compute_memory
    memory_limit    = local.limits.memory
    requests_cpu    = var.resource_quota.requests_cpu
    requests_memory = var.resource_quota.requests_memory
    limits_cpu      = var.resource_quota.limits_cpu
    limits_memory   = var.resource_quota.limits_memory
  }
  # Millicores, bytes.
  amounts = {
    for name, quantity in local.quantities : name => (
      endswith(quantity, "m")
      ? tonumber(trimsuffix(quantity, "m"))
      : can(tonumber(quantity))
      ? tonumber(quantity) * 1000
      : tonumber(regex("^[0-9.]+", quantity)) * local.bytes[regex("[A-Za-z]+$", quantity)]
    )
  }
}

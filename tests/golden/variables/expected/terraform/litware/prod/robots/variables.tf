# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/litware/robots.yaml

variable "workspace" {
  description = "The Terraform workspace that holds this stack's state."
  type        = string
  default     = "default"
  nullable    = false

  validation {
    condition     = var.workspace == terraform.workspace
    error_message = "This stack belongs to the workspace default. Run:\n  TF_WORKSPACE=default terraform plan"
  }
}

variable "job_robots" {
  description = "What the module of the job robots receives."
  type = object({
    job_name              = string
    tenant_id             = string
    environment           = string
    runtime_type          = string
    compute_cpu           = string
    compute_memory        = string
    networking_vpc_id     = string
    networking_subnet_ids = list(string)
    storage_bucket        = string
    storage_prefix        = string
    dagster_code_location = string
    annotations           = map(string)
    banner                = string
    debug                 = bool
    first_day             = string
    huge                  = number
    matrix                = tuple([tuple([number, number]), tuple([number, number])])
    mixed                 = tuple([string, number, bool, any])
    multi_line            = string
    nobody                = tuple([])
    nothing               = object({})
    replicas              = number
    settings = object({
      retries = object({ count = number, backoff = string })
      steps   = tuple([object({ name = string, after = any }), object({ name = string, after = string })])
    })
    started_at = string
    tiny       = number
    zones      = tuple([string, string])
    tags       = map(string)
  })
}

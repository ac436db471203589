# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/orders.yaml

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

variable "job_orders" {
  description = "What the module of the job orders receives."
  type = object({
    job_name                      = string
    tenant_id                     = string
    environment                   = string
    cloud_provider                = string
    runtime_type                  = string
    runtime_cluster_name          = string
    compute_cpu                   = string
    compute_memory                = string
    compute_max_runtime_seconds   = number
    networking_vpc_id             = string
    networking_subnet_ids         = list(string)
    networking_private_networking = bool
    storage_bucket                = string
    storage_prefix                = string
    command                       = list(string)
    container_image               = string
    schedule                      = object({ cron = string, timezone = string, enabled = bool })
    region                        = string
    enable_monitoring             = bool
    retention_days                = number
    tags                          = map(string)
  })
}

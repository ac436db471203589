# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/lucerne/print/orders.yaml

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
    job_name              = string
    tenant_id             = string
    environment           = string
    compute_cpu           = string
    compute_memory        = string
    networking_subnet_ids = list(string)
    storage_bucket        = string
    storage_prefix        = string
    region                = string
    tags                  = map(string)
  })
}

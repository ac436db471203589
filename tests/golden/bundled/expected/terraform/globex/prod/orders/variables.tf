# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/globex/orders.yaml

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
    job_name             = string
    tenant_id            = string
    environment          = string
    cloud_provider       = string
    runtime_type         = string
    runtime_cluster_name = string
    storage_bucket       = string
    storage_prefix       = string
    command              = list(string)
    region               = string
    container_image      = string
    tags                 = map(string)
  })
}

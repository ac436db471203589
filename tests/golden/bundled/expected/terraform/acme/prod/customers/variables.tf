# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/customers.yaml

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

variable "job_customers" {
  description = "What the module of the job customers receives."
  type = object({
    job_name                = string
    tenant_id               = string
    environment             = string
    cloud_provider          = string
    runtime_type            = string
    runtime_cluster_name    = string
    runtime_namespace       = string
    runtime_service_account = string
    compute_cpu             = string
    compute_memory          = string
    storage_bucket          = string
    storage_prefix          = string
    command                 = list(string)
    container_image         = string
    on_partial              = string
    schedule                = object({ cron = string, timezone = string, enabled = bool })
    region                  = string
    annotations             = map(string)
    labels                  = map(string)
    tags                    = map(string)
  })
}

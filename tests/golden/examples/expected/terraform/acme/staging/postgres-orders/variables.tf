# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/acme/postgres_orders_multi_environment.yaml

variable "workspace" {
  description = "The Terraform workspace that holds this stack's state."
  type        = string
  default     = "staging"
  nullable    = false

  validation {
    condition     = var.workspace == terraform.workspace
    error_message = "This stack belongs to the workspace staging. Run:\n  TF_WORKSPACE=staging terraform plan"
  }
}

variable "job_postgres_orders_multi_environment" {
  description = "What the module of the job postgres_orders_multi_environment receives."
  type = object({
    job_name              = string
    tenant_id             = string
    environment           = string
    cloud_provider        = string
    compute_cpu           = string
    compute_memory        = string
    networking_vpc_id     = string
    networking_subnet_ids = tuple([string, string])
    storage_bucket        = string
    storage_prefix        = string
    region                = string
    account_id            = string
    log_retention_days    = number
    tags                  = map(string)
  })
}

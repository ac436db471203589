# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/globex/orders/order_items.yaml
# Source: job_configs/globex/orders/orders.yaml

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

variable "job_order_items" {
  description = "What the module of the job order_items receives."
  type = object({
    job_name                    = string
    tenant_id                   = string
    environment                 = string
    cloud_provider              = string
    runtime_type                = string
    runtime_cluster_name        = string
    runtime_namespace           = string
    runtime_service_account     = string
    compute_cpu                 = string
    compute_memory              = string
    compute_max_runtime_seconds = number
    storage_bucket              = string
    storage_prefix              = string
    storage_kms_key_id          = string
    region                      = string
    account_id                  = string
    tags                        = map(string)
  })
}

variable "job_orders" {
  description = "What the module of the job orders receives."
  type = object({
    job_name                    = string
    tenant_id                   = string
    environment                 = string
    cloud_provider              = string
    runtime_type                = string
    runtime_cluster_name        = string
    runtime_namespace           = string
    runtime_service_account     = string
    compute_cpu                 = string
    compute_memory              = string
    compute_max_runtime_seconds = number
    networking_vpc_id           = string
    networking_subnet_ids       = list(string)
    storage_bucket              = string
    storage_prefix              = string
    storage_kms_key_id          = string
    region                      = string
    account_id                  = string
    tags                        = map(string)
  })
}

# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/northwind/carriers.yaml
# Source: job_configs/northwind/shipments.yaml
# Source: job_configs/northwind/warehouse-stock.yaml

variable "workspace" {
  description = "The Terraform workspace that holds this stack's state."
  type        = string
  default     = "production"
  nullable    = false

  validation {
    condition     = var.workspace == terraform.workspace
    error_message = "This stack belongs to the workspace production. Run:\n  TF_WORKSPACE=production terraform plan"
  }
}

variable "job_carriers" {
  description = "What the module of the job carriers receives."
  type = object({
    job_name       = string
    tenant_id      = string
    environment    = string
    compute_cpu    = string
    compute_memory = string
    storage_bucket = string
    storage_prefix = string
    region         = string
    tags           = map(string)
  })
}

variable "job_shipments" {
  description = "What the module of the job shipments receives."
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

variable "job_warehouse-stock" {
  description = "What the module of the job warehouse-stock receives."
  type = object({
    job_name       = string
    tenant_id      = string
    environment    = string
    compute_cpu    = string
    compute_memory = string
    storage_bucket = string
    storage_prefix = string
    region         = string
    tags           = map(string)
  })
}

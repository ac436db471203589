# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/initech/workday_employees.yaml

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

variable "job_workday_employees" {
  description = "What the module of the job workday_employees receives."
  type = object({
    job_name                      = string
    tenant_id                     = string
    environment                   = string
    runtime_type                  = string
    compute_cpu                   = string
    compute_memory                = string
    networking_vpc_id             = string
    networking_subnet_ids         = list(string)
    networking_security_group_ids = list(string)
    storage_bucket                = string
    storage_prefix                = string
    storage_kms_key_id            = string
    tags                          = map(string)
  })
}

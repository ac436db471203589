# Made by dativo-gen. Do not edit: change the source and render again.
# Source: job_configs/trey/grants.yaml

variable "workspace" {
  description = "The Terraform workspace that holds this stack's state."
  type        = string
  default     = "prod"
  nullable    = false

  validation {
    condition     = var.workspace == terraform.workspace
    error_message = "This stack belongs to the workspace prod. Run:\n  TF_WORKSPACE=prod terraform plan"
  }
}

variable "job_grants" {
  description = "What the module of the job grants receives."
  type = object({
    job_name       = string
    tenant_id      = string
    environment    = string
    compute_cpu    = string
    compute_memory = string
    storage_bucket = string
    region         = string
    account_id     = string
    resource_group = string
    tags           = map(string)
  })
}
